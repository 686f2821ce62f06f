import type { GateDefinition } from '../../contract/gates.ts'
import type { RobustnessSuite, StressPart } from '../../contract/robustnessRecord.ts'
import { placeboP } from '../selection/placebo.ts'
import { judgeStress } from './judgeStress.ts'
import { keptShare } from './stressNeighbours.ts'
import type { StressTask } from './stressTask.ts'
import type { PlaceboRuns, StressParts, StressResult, StressResultOf } from './stressUnits.ts'
import { joinSyntheticRuns } from './syntheticMarkets.ts'

/** The suite from all its results in plan order, judged. */
export function combineStress(
  task: StressTask,
  backtestId: string,
  results: readonly StressResult[],
  gates: readonly GateDefinition[],
): RobustnessSuite {
  const base = one(results, 'base')
  const neighbours = all(results, 'neighbours').flat()
  const runs = all(results, 'markets').flat()
  const judged = {
    base: base.figures,
    closedTrades: base.closedTrades,
    periods: base.periods,
    costs: one(results, 'costs'),
    delays: one(results, 'delays'),
    assumptions: one(results, 'assumptions'),
    returns: one(results, 'returns'),
    markets: runs.every(({ trades }) => trades === 0) ? null : joinSyntheticRuns(runs, task.blockBars),
    trades: one(results, 'trades'),
    neighbours:
      neighbours.length === 0
        ? null
        : {
            rows: neighbours.map(({ sharpePerDay: _, ...row }) => row),
            keptShare: keptShare(neighbours, base.figures.sharpe),
          },
    regimes: one(results, 'regimes'),
    placebos: placebosOf(base.figures.sharpe, results),
  }
  const absent = absentParts(judged)
  return {
    schemaVersion: 1,
    robustnessId: task.robustnessId,
    backtestId,
    ...judged,
    absent,
    verdicts: judgeStress({ ...judged, absent }, gates),
    notes: notesOf(task),
  }
}

function all<Kind extends keyof StressParts>(
  results: readonly StressResult[],
  kind: Kind,
): readonly StressParts[Kind][] {
  return results.flatMap((result): readonly StressParts[Kind][] => (isOf(result, kind) ? [result.made] : []))
}

function isOf<Kind extends keyof StressParts>(
  result: StressResult,
  kind: Kind,
): result is StressResult & StressResultOf<Kind> {
  return result.unit.kind === kind
}

function one<Kind extends keyof StressParts>(results: readonly StressResult[], kind: Kind): StressParts[Kind] {
  const [made] = all(results, kind)
  if (made === undefined) throw new Error(`A robustness suite lacks its ${kind}`)
  return made
}

function placebosOf(real: number | null, results: readonly StressResult[]): RobustnessSuite['placebos'] {
  if (real === null) return null
  const joined = (parts: readonly PlaceboRuns[]) => {
    const scores = parts.flatMap((part) => [...part.scores])
    const p = placeboP(real, scores)
    return p === null ? null : { scores, p }
  }
  const why = (parts: readonly PlaceboRuns[]) => parts.find((part) => part.why !== null)?.why ?? null
  const [shifted, random] = [all(results, 'shifted'), all(results, 'random')]
  const unordered = joined(all(results, 'unordered'))
  if (unordered === null) throw new Error('A robustness suite lacks its markets without order')
  return {
    real,
    shifted: joined(shifted),
    shiftedWhy: why(shifted),
    random: joined(random),
    randomWhy: why(random),
    unordered,
  }
}

function absentParts(
  parts: Pick<RobustnessSuite, 'costs' | 'returns' | 'markets' | 'trades' | 'neighbours' | 'placebos'>,
) {
  const reasons: readonly (readonly [StressPart, unknown, string])[] = [
    ['costs', parts.costs, 'No fee, slippage, spread or impact is charged, so there is nothing to multiply.'],
    ['returns', parts.returns, 'The account has fewer than ten days, or never moved.'],
    ['markets', parts.markets, 'It traded nothing on any resampled market.'],
    ['trades', parts.trades, 'No trade was closed.'],
    ['neighbours', parts.neighbours, 'It has no number that could be changed.'],
    ['placebos', parts.placebos, 'It has no Sharpe ratio to compare.'],
  ]
  const absent: Partial<Record<StressPart, string>> = {}
  for (const [part, made, why] of reasons) if (made === null) absent[part] = why
  return absent
}

function notesOf(task: StressTask): string[] {
  const notes = [
    'Another order of the same trades changes drawdowns only: the return is the same, whatever their order.',
    'Neighbours could be chosen, so each is a trial of the ledger; costs, delays, placebos and resampled data could not, and are none.',
  ]
  if (task.finer !== null)
    notes.push(
      'Resampled markets have no finer bars: there the intrabar rule says which of stop and target came first.',
    )
  if (task.predictions !== null)
    notes.push(
      task.strategyId === 'events'
        ? 'On resampled markets each event goes with its bar: none is found anew.'
        : 'On resampled markets each prediction goes with its bar: the model is not trained anew.',
    )
  if (task.spec.allowed_hours !== null)
    notes.push('Placebos are entered at any hour; resampled bars keep their time of day.')
  if (task.spec.engine === 'event')
    notes.push('The suite runs on the vector engine; the backtest itself ran on the event engine.')
  return notes
}
