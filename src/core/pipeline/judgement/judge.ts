import type { GateDefinition } from '../../contract/gates.ts'
import type { GateResult, Verdict } from '../../contract/summary.ts'
import { deflatedSharpe } from '../../robustness/deflatedSharpe.ts'
import { evaluateGates, verdictOf } from '../../robustness/gates.ts'
import type { HoldOutResult } from '../holdOut.ts'
import type { PairOutputs } from '../pairPipeline.ts'
import type { Robustness } from '../stages/robustness.ts'

/** N and variance across trials from the ledger. */
export type TrialEvidence = { readonly trials: number; readonly varianceAcrossTrials: number | null }

export type Judgement = {
  readonly gates: readonly GateResult[]
  readonly verdict: Verdict
  readonly deflatedSharpe: number | null
  /** Sharpe ratio per UTC day that the best of N trials without skill is expected to reach. */
  readonly expectedMaximumSharpe: number | null
  readonly holdOutPAdjusted: number | null
}

/** Robustness of what is finally judged: of the accepted change where there is one. */
export function finalRobustness(outputs: PairOutputs): Robustness {
  return outputs.iterate.accepted ?? outputs.robustness
}

/**
 * Everything that the search put forward on the same tests: the choices as selected, with the trained filter if one was adopted, with the
 * change that iteration accepted. A filter or change was chosen on validation blocks that later folds share with earlier tests, so a
 * verdict may not rest on it alone: each gate on the tests reads the worst of them.
 */
function candidates({ robustness, iterate }: PairOutputs): readonly Robustness[] {
  return [robustness.asSelected, robustness, iterate.accepted].filter((candidate) => candidate !== null)
}

/** The smallest value; null where any is missing. */
function worst(values: readonly (number | null)[]): number | null {
  let least = Number.POSITIVE_INFINITY
  for (const value of values) {
    if (value === null) return null
    least = Math.min(least, value)
  }
  return Number.isFinite(least) ? least : null
}

function deflated({ curve }: Robustness, { trials, varianceAcrossTrials }: TrialEvidence) {
  const { account } = curve
  if (varianceAcrossTrials === null || trials < 1 || account.trades === 0) return null
  return deflatedSharpe({ returns: Float64Array.from(account.dayReturns), trials, varianceAcrossTrials })
}

/** The deflated Sharpe ratio that is judged: the worst of what was put forward; null where one of them has none. */
export function deflatedOfJudged(outputs: PairOutputs, trials: TrialEvidence): number | null {
  return worst(candidates(outputs).map((candidate) => deflated(candidate, trials)?.probability ?? null))
}

/** Null too where no costs were charged: then dearer ones change nothing. */
function stressedProfit({ stress }: Robustness): number | null {
  const profitAt = (times: number) => stress.find(({ costTimes }) => costTimes === times)?.profit ?? null
  const profit = profitAt(1.5)
  return profit === profitAt(1) ? null : profit
}

/** Test folds in which some configuration was frozen. */
function foldsWithChoice({ select }: PairOutputs): number {
  return select.winners.slice(0, -1).filter((winner) => winner.choice !== null).length
}

/** One mechanism for every verdict: the values that the gates name, the gates as data, the verdict from them. */
export function judge(
  definitions: readonly GateDefinition[],
  outputs: PairOutputs,
  trials: TrialEvidence,
  holdOut: HoldOutResult,
  openings: number,
): Judgement {
  const judged = candidates(outputs)
  const probability = deflatedOfJudged(outputs, trials)
  const holdOutPAdjusted = holdOut.p === null ? null : Math.min(1, holdOut.p * openings)
  const { relaxed } = outputs.select
  const values = {
    folds: foldsWithChoice(outputs),
    stitchedEvents: worst(judged.map(({ curve }) => curve.account.trades)),
    holdOutEvents: holdOut.events,
    deflatedSharpe: probability,
    placeboP: outputs.robustness.placebo.p,
    bootstrapMonthlyP10: worst(judged.map((candidate) => candidate.bootstrap?.p10 ?? null)),
    profitAtCosts150: worst(judged.map(stressedProfit)),
    holdOutExpectancy: holdOut.netExpectancy,
    holdOutPAdjusted,
    leakScanClean: outputs.events.leakScan.clean,
    unrelaxedRung: !relaxed,
  }
  const gates = evaluateGates(definitions, values)
  return {
    gates,
    verdict: verdictOf(definitions, gates, relaxed),
    deflatedSharpe: probability,
    expectedMaximumSharpe: deflated(judged[0]!, trials)?.expectedMaximum ?? null,
    holdOutPAdjusted,
  }
}
