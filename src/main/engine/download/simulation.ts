import type { Synthetic, Workspace } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** A paper account of IBKR is DU and digits; no account of the broker is named so. */
const SIMULATED_ACCOUNT = /^DUSIM(\d{1,15})$/

/** The simulated gateway names its account after the seed of its bars, as in DUSIM7. */
export function simulatedAccount(seed: number): string {
  return `DUSIM${seed}`
}

/** What the bars of a gateway with these accounts are; null: of a real market. */
export function originOf(accounts: readonly string[]): Synthetic | null {
  for (const account of accounts) {
    const seed = SIMULATED_ACCOUNT.exec(account)?.[1]
    if (seed !== undefined) return { kind: 'market', seed: Number(seed), strength: null }
  }
  return null
}

/**
 * Simulated bars are never mixed with real ones, nor with those of another seed. Errors: `workspace-is-synthetic`, `workspace-has-data`.
 */
export function checkOrigin(workspace: Workspace, origin: Synthetic | null, hasBars: boolean): Outcome<void> {
  const { synthetic } = workspace
  if (synthetic === undefined) {
    if (origin === null || !hasBars) return success(undefined)
    return failure(
      'workspace-has-data',
      'This gateway is a simulation, and the workspace holds bars already; synthetic ones are never mixed with others.',
      'Create another workspace to try the simulated gateway.',
    )
  }
  if (origin !== null && synthetic.kind === origin.kind && synthetic.seed === origin.seed) return success(undefined)
  return failure(
    'workspace-is-synthetic',
    `This workspace holds synthetic data (${synthetic.kind}, seed ${synthetic.seed}); other bars are never mixed with it.`,
    'Create another workspace for the download.',
  )
}
