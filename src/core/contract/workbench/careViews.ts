import type { Trouble } from '../../outcome/outcome.ts'

/** `ageMs`: since the newest file of it was written; null where there is none. */
export type CleanItem = {
  readonly path: string
  /** The rule that names it. */
  readonly rule: string
  readonly what: string
  /** What it costs to be without. */
  readonly loss: string
  readonly files: number
  readonly bytes: number
  readonly ageMs: number | null
}

/** One root and what of it goes. `busy`: why nothing of it is touched now; null where it may be. `name`: a workspace's, `home` or `repository`. */
export type CleanPlace = {
  readonly kind: 'workspace' | 'home' | 'repository'
  readonly name: string
  readonly busy: string | null
  readonly items: readonly CleanItem[]
}

export const CLEAN_SCOPES = ['runtime', 'all', 'repo'] as const
export type CleanScope = (typeof CLEAN_SCOPES)[number]

export type CleanPlan = {
  readonly scope: CleanScope
  readonly places: readonly CleanPlace[]
  /** Of the places that are not busy. */
  readonly bytes: number
  readonly files: number
}

export type CleanReport = {
  readonly plan: CleanPlan
  readonly isDone: boolean
  readonly removedFiles: number
  readonly removedBytes: number
  /** What could not be removed, and why. */
  readonly left: readonly { readonly place: string; readonly path: string; readonly trouble: Trouble }[]
}

export type MachineCheck = {
  readonly id: string
  readonly state: 'pass' | 'warn' | 'fail'
  readonly found: string
  /** What to do; empty where the check passes. */
  readonly advice: string
}

export type MachineReport = {
  readonly checks: readonly MachineCheck[]
  readonly fails: number
  readonly warnings: number
}
