import type { GateSet } from '../../../core/contract/gates.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { RiskProfile } from '../../../core/contract/leaderboard.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { Timer } from '../ports/timer.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'

export type ProfileGates = Readonly<Record<RiskProfile, GateSet>>

/** What collecting and reviewing needs. */
export type BoardPorts = WorkspacePorts & { readonly hash: Hash; readonly timer: Timer }

/** What judging needs besides: the gates of the profiles, or a person's own on top of them, and the ledger as it is now. */
export type JudgingPorts = BoardPorts & {
  readonly profiles: () => Outcome<ProfileGates>
  readonly ledger: Pick<Ledger, 'recorded'>
}

/** The sets of all profiles, or the first trouble with one. */
export function profileGates(gatesOf: (profile: RiskProfile) => Outcome<GateSet>): Outcome<ProfileGates> {
  const conservative = gatesOf('Conservative')
  if (!conservative.ok) return conservative
  const balanced = gatesOf('Balanced')
  if (!balanced.ok) return balanced
  const aggressive = gatesOf('Aggressive')
  if (!aggressive.ok) return aggressive
  return success({ Conservative: conservative.value, Balanced: balanced.value, Aggressive: aggressive.value })
}
