import type { GateDefinition } from '../../contract/gates.ts'
import type { RobustnessSuite, StressVerdict } from '../../contract/robustnessRecord.ts'
import { STRESS_PARTS } from '../../contract/robustnessRecord.ts'
import { evaluateGates, type GateValues } from '../../robustness/gates.ts'

type Judged = Omit<RobustnessSuite, 'schemaVersion' | 'robustnessId' | 'backtestId' | 'verdicts' | 'notes'>

/** The share of left-out trades, and of best ones, that the gates read. */
const JUDGED_SKIP = 0.2
const JUDGED_BEST = 0.01

/** What the gates of `resources/gates/robustness.yaml` measure; null where it was not made. */
export function stressValues(suite: Judged): GateValues {
  const { costs, delays, assumptions, returns, markets, trades, neighbours, regimes, placebos } = suite
  const ps = [placebos?.shifted?.p, placebos?.random?.p, placebos?.unordered.p].filter((p) => p !== undefined)
  return {
    ownProfit: suite.base.profit,
    closedTrades: suite.closedTrades,
    periods: suite.periods,
    breakEvenTimes: costs?.breakEven.times ?? null,
    delayedProfit: delays.rows.find(({ bars }) => bars === 1)?.figures.profit ?? null,
    pessimisticProfit: assumptions.together.profit,
    lossProbability: returns?.lossProbability ?? null,
    sharpeLow: returns?.sharpe?.low ?? null,
    marketProfitShare: markets?.profitShare ?? null,
    skippedLossProbability: trades?.skipped.find(({ share }) => share === JUDGED_SKIP)?.lossProbability ?? null,
    returnWithoutBest: trades?.withoutBest.find(({ share }) => share === JUDGED_BEST)?.totalReturn ?? null,
    neighboursKept: neighbours?.keptShare ?? null,
    regimeProfitShare: regimes.profitShare,
    placeboP: ps.length === 0 ? null : Math.max(...ps),
  }
}

/**
 * One verdict a part: `holds` where all of its gates pass, `breaks` where one fails, `cannot-be-said` where a value is missing or there is too little to judge at all.
 * A part without a gate is a RangeError: an empty list proves nothing.
 */
export function judgeStress(suite: Judged, gates: readonly GateDefinition[]): StressVerdict[] {
  const values = stressValues(suite)
  const lacking = evaluateGates(
    gates.filter(({ kind }) => kind === 'sufficiency'),
    values,
  ).filter(({ pass }) => !pass)
  return STRESS_PARTS.map((part) => {
    const own = gates.filter(({ kind, id }) => kind === 'evidence' && id.startsWith(`${part}-`))
    if (own.length === 0) throw new RangeError(`No gate judges the ${part}`)
    const results = evaluateGates(own, values)
    const missing = results.filter(({ value }) => value === null)
    const failed = results.filter(({ pass, value }) => !pass && value !== null)
    const adviceOf = (list: readonly { readonly advice: string }[]) => [...new Set(list.map(({ advice }) => advice))]
    const why = suite.absent[part] ?? whyOf(suite, part)
    if (lacking.length > 0)
      return {
        part,
        verdict: 'cannot-be-said',
        reasons: lacking.map(({ reason }) => reason),
        advice: adviceOf(lacking),
      }
    if (missing.length > 0)
      return { part, verdict: 'cannot-be-said', reasons: [why ?? 'It was not measured.'], advice: [] }
    const verdict = failed.length > 0 ? 'breaks' : 'holds'
    return { part, verdict, reasons: results.map(({ reason }) => reason), advice: adviceOf(failed) }
  })
}

/** Why a part that was made has no value to judge. */
function whyOf({ regimes, placebos }: Judged, part: StressVerdict['part']): string | null {
  if (part === 'regimes' && regimes.profitShare === null) return 'Fewer than two regimes have enough entries.'
  if (part === 'placebos') return placebos?.shiftedWhy ?? placebos?.randomWhy ?? null
  if (part === 'delays') return 'A delay of one bar was not asked for.'
  if (part === 'trades') return 'A fifth of the trades was not left out, because nobody asked for it.'
  return null
}
