import type { GateDefinition } from '../../contract/gates.ts'
import type { GateResult, Verdict } from '../../contract/summary.ts'
import { deflatedSharpe } from '../../robustness/deflatedSharpe.ts'
import { evaluateGates, verdictOf } from '../../robustness/gates.ts'
import type { HoldOutResult } from '../holdOut.ts'
import type { PairConfig } from '../pairConfig.ts'
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

function deflated(final: Robustness, { trials, varianceAcrossTrials }: TrialEvidence) {
  const { account } = final.curve
  if (varianceAcrossTrials === null || trials < 1 || account.trades === 0) return null
  return deflatedSharpe({ returns: Float64Array.from(account.dayReturns), trials, varianceAcrossTrials })
}

/** One mechanism for every verdict: the values that the gates name, the gates as data, the verdict from them. */
export function judge(
  config: PairConfig,
  definitions: readonly GateDefinition[],
  outputs: PairOutputs,
  trials: TrialEvidence,
  holdOut: HoldOutResult,
  openings: number,
): Judgement {
  const final = finalRobustness(outputs)
  const dsr = deflated(final, trials)
  const holdOutPAdjusted = holdOut.p === null ? null : Math.min(1, holdOut.p * openings)
  const { relaxed } = outputs.select
  const values = {
    folds: config.folds.count,
    stitchedEvents: final.curve.account.trades,
    holdOutEvents: holdOut.events,
    deflatedSharpe: dsr?.probability ?? null,
    placeboP: outputs.robustness.placebo.p,
    bootstrapMonthlyP10: final.bootstrap?.p10 ?? null,
    profitAtCosts150: final.stress.find((point) => point.costTimes === 1.5)?.profit ?? null,
    holdOutExpectancy: holdOut.netExpectancy,
    holdOutPAdjusted,
    leakScanClean: outputs.events.leakScan.clean,
    unrelaxedRung: !relaxed,
  }
  const gates = evaluateGates(definitions, values)
  return {
    gates,
    verdict: verdictOf(definitions, gates, relaxed),
    deflatedSharpe: dsr?.probability ?? null,
    expectedMaximumSharpe: dsr?.expectedMaximum ?? null,
    holdOutPAdjusted,
  }
}
