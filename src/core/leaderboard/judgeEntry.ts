import type { GateSet } from '../contract/gates.ts'
import type { Deflation, EntryRun, LeaderboardEntry } from '../contract/leaderboard.ts'
import type { GateResult, Verdict } from '../contract/summary.ts'
import type { Figure } from '../metrics/performance/figure.ts'
import type { FigureKey } from '../metrics/performance/figureDefinitions.ts'
import { FIGURE_LIST } from '../metrics/performance/figureNames.ts'
import type { GateState, RunEvidence } from '../robustness/profileGates.ts'
import { judgeProfile } from '../robustness/profileGates.ts'
import type { TrialsNow } from './boardRow.ts'
import { deflationNow } from './deflationNow.ts'
import { leakGate } from './leakGate.ts'
import { stressedProfit } from './stressedProfit.ts'

const NO_COSTS = 'No fee, slippage, spread or impact was charged, so there was nothing to stress.'

export type EntryJudgement = {
  readonly state: GateState
  readonly gates: readonly GateResult[]
  /** By the ledger of now; the entry's own `deflation` is that of then. */
  readonly deflation: Deflation
}

/** The gates of a profile on an entry, by the ledger of now, and its leak scan. A run of a pipeline must have passed its own gates too. */
export function judgeEntry(entry: LeaderboardEntry, gateSet: GateSet, now: TrialsNow): EntryJudgement {
  const { run, nextOpen, optimisticFill, verdict } = entry
  const judged = judgeProfile(gateSet, {
    evidence: evidenceOf(entry, run, now),
    optimisticFill,
    nextOpen: nextOpen === null ? null : evidenceOf(entry, nextOpen, now),
  })
  const deflation = deflationNow(entry, run, now)
  const scan = leakGate(entry)
  const gates = [...judged.gates, scan]
  const state = judged.state === 'pass' && !scan.pass ? 'fail' : judged.state
  if (verdict === null) return { state, gates, deflation }
  return { state: stateWith(state, verdict), gates: [...gates, ownVerdict(verdict)], deflation }
}

function evidenceOf(entry: LeaderboardEntry, run: EntryRun, now: TrialsNow): RunEvidence {
  const figures: Partial<Record<FigureKey, Figure>> = {}
  for (const { key } of FIGURE_LIST) {
    const value = run.values[key]
    figures[key] =
      value === undefined
        ? { value: null, why: run.why[key] ?? 'It was not recorded.', periodsPerYear: null }
        : { value, why: null, periodsPerYear: null }
  }
  return {
    performance: { figures },
    deflatedSharpe: deflationNow(entry, run, now).probability,
    profitAtCosts150: stressedProfit(entry, run.profitAtCosts150),
    profitAtCosts200: stressedProfit(entry, run.profitAtCosts200),
    whyNoStress: entry.noTradingCosts ? NO_COSTS : null,
  }
}

function stateWith(state: GateState, verdict: Verdict): GateState {
  if (verdict === 'not-enough-data' || state === 'not-enough-data') return 'not-enough-data'
  return verdict === 'edge' ? state : 'fail'
}

function ownVerdict(verdict: Verdict): GateResult {
  const pass = verdict === 'edge'
  return {
    id: 'pipeline-verdict',
    threshold: 'is edge',
    value: pass ? 1 : 0,
    pass,
    reason: pass ? 'The pipeline found an edge by its own gates.' : `The pipeline's own verdict is ${verdict}.`,
    advice: "See which of the pipeline's own gates failed, and why, with: assay runs show",
  }
}
