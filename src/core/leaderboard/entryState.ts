import type { GateDefinition, GateSet } from '../contract/gates.ts'
import type { EntryRun, LeaderboardEntry } from '../contract/leaderboard.ts'
import { passesGate } from '../robustness/gates.ts'
import type { GateState } from '../robustness/profileGates.ts'
import type { TrialsNow } from './boardRow.ts'
import { deflationNow } from './deflationNow.ts'
import { passesLeakGate } from './leakGate.ts'
import { stressedProfit } from './stressedProfit.ts'

/** The state of `judgeEntry` without its sentences, quick enough for every entry of a board. */
export function entryState(entry: LeaderboardEntry, { gates }: GateSet, now: TrialsNow): GateState {
  if (entry.verdict === 'not-enough-data') return 'not-enough-data'
  const own = passer(entry, entry.run, now)
  const beside = entry.nextOpen === null ? () => false : passer(entry, entry.nextOpen, now)
  let state: GateState = entry.verdict === 'no-edge' || !passesLeakGate(entry) ? 'fail' : 'pass'
  for (const gate of gates) {
    if (own(gate) && (!entry.optimisticFill || beside(gate))) continue
    if (gate.kind === 'sufficiency') return 'not-enough-data'
    state = 'fail'
  }
  return state
}

function passer(entry: LeaderboardEntry, run: EntryRun, now: TrialsNow): (gate: GateDefinition) => boolean {
  let probability: number | null | undefined
  return (gate) => {
    switch (gate.metric) {
      case 'deflatedSharpe':
        if (probability === undefined) probability = deflationNow(entry, run, now).probability
        return passesGate(gate, probability)
      case 'profitAtCosts150':
        return passesGate(gate, stressedProfit(entry, run.profitAtCosts150))
      case 'profitAtCosts200':
        return passesGate(gate, stressedProfit(entry, run.profitAtCosts200))
      default:
        return passesGate(gate, run.values[gate.metric])
    }
  }
}
