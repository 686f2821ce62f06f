import type { Synthetic, Workspace } from './workspace.ts'

/** What of a run's surroundings is published beside its numbers. */
export type ExportFacts = {
  readonly runId: string
  readonly workspace: Workspace
  readonly symbols: { readonly primary: string; readonly secondary: string }
  readonly dataHashes: Readonly<Record<string, string>>
  readonly configHash: string
  readonly seed: number
  readonly engineVersion: string
  readonly holdOutStartMs: number
  readonly openings: number
  readonly trials: number
  readonly ownTrials: number
  readonly synthetic: Synthetic | null
  readonly buyAndHold: { readonly primary: number | null; readonly secondary: number | null }
}
