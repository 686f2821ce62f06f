import { heldMs, netOfCosts } from '../../backtest/tradeTerms.ts'
import type { Detector } from '../../events/detector.ts'
import { ROLES } from '../../events/detector.ts'
import { DETECTORS, standardSetting } from '../../events/detectorRegistry.ts'
import type { Beat } from '../../job/beat.ts'
import { benjaminiYekutieli } from '../../stats/benjaminiYekutieli.ts'
import { mean } from '../../stats/mean.ts'
import { median } from '../../stats/median.ts'
import { neweyWestMean } from '../../stats/neweyWestMean.ts'
import { createStream } from '../../stats/seededStream.ts'
import { stationaryBootstrapMeanInterval } from '../../stats/stationaryBootstrapMeanInterval.ts'
import type { PairConfig } from '../pairConfig.ts'
import { dayPart, dayPartNames, VOLATILITY_REGIMES, volatilityRegime } from '../regimes.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import type { Workbench } from '../workbench.ts'

/** One planned cell. Returns are net of costs, a fraction of the notional, under the standard exit; null where a number cannot be stood behind. */
export type ExpectancyCell = {
  readonly detector: string
  readonly direction: 'long' | 'short'
  readonly role: string
  readonly volatilityRegime: string
  readonly dayPart: string
  readonly events: number
  readonly mean: number | null
  readonly median: number | null
  readonly hitRate: number | null
  readonly hacLag: number
  readonly hacT: number | null
  readonly p: number | null
  readonly low: number | null
  readonly high: number | null
}
export type ExpectancyResult = ExpectancyCell & { readonly q: number | null }
export type AnalyzeOutput = { readonly plannedCells: number; readonly cells: readonly ExpectancyResult[] }

const MINIMUM_EVENTS = 10
const RESAMPLES = 500

function detectorRoles(detector: Detector): readonly number[] {
  return detector.kind === 'pair' ? [2] : [0, 1]
}

type CellKey = {
  readonly detector: string
  readonly role: number
  readonly direction: number
  readonly regime: number
  readonly part: number
}

function plannedCells(detector: Detector, parts: number): readonly CellKey[] {
  return detectorRoles(detector).flatMap((role) =>
    [1, -1].flatMap((direction) =>
      VOLATILITY_REGIMES.flatMap((_, regime) =>
        Array.from({ length: parts }, (_unused, part) => ({ detector: detector.id, role, direction, regime, part })),
      ),
    ),
  )
}

/** Most later events of the cell that begin while an event's barriers are still open: the lag over which returns overlap. */
function overlapLag(bars: readonly number[], limitBars: number): number {
  let lag = 0
  let end = 0
  for (let i = 0; i < bars.length; i++) {
    while (end < bars.length && bars[end]! <= bars[i]! + limitBars) end++
    lag = Math.max(lag, end - 1 - i)
  }
  return Math.min(lag, Math.max(0, Math.floor(bars.length / 4)))
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function describeCell(
  bench: Workbench,
  key: CellKey,
  bars: readonly number[],
  returns: Float64Array,
  beat: Beat,
): ExpectancyCell {
  const hacLag = overlapLag(bars, bench.config.standardExit.limitBars)
  const enough = returns.length >= MINIMUM_EVENTS
  const hac = neweyWestMean(returns, hacLag)
  const unit = `expectancy.${key.detector}.${key.role}.${key.direction}.${key.regime}.${key.part}`
  const interval = enough
    ? stationaryBootstrapMeanInterval(returns, {
        resamples: RESAMPLES,
        meanBlock: hacLag + 1,
        level: 0.95,
        stream: createStream(bench.seed, unit),
        beat,
      })
    : null
  return {
    detector: key.detector,
    direction: key.direction > 0 ? 'long' : 'short',
    role: ROLES[key.role]!,
    volatilityRegime: VOLATILITY_REGIMES[key.regime]!,
    dayPart: dayPartNames(bench.config.profile)[key.part]!,
    events: returns.length,
    mean: returns.length > 0 ? mean(returns) : null,
    median: returns.length > 0 ? median(returns) : null,
    hitRate: returns.length > 0 ? returns.filter((value) => value > 0).length / returns.length : null,
    hacLag,
    hacT: enough ? finite(hac.t) : null,
    p: enough ? finite(hac.pTwoSided) : null,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }
}

function detectorCells(bench: Workbench, id: string, beat: Beat): readonly ExpectancyCell[] {
  const detector = DETECTORS.find((candidate) => candidate.id === id)!
  const events = bench.eventsOf(standardSetting(detector))
  const book = bench.bookOf(bench.config.standardExit)
  const terms = bench.terms(1)
  const found = new Map<string, { bars: number[]; returns: number[] }>()
  const name = (key: Omit<CellKey, 'detector'>) => `${key.role} ${key.direction} ${key.regime} ${key.part}`
  for (let row = 0; row < events.bar.length; row++) {
    const bar = events.bar[row]!
    const role = events.role[row]!
    const direction = events.direction[row]!
    const regime = volatilityRegime(bench, role, bar)
    const outcome = book.outcomes[role * 2 + (direction > 0 ? 1 : 0)]!
    const exitBar = outcome.exitBar[bar]!
    if (exitBar < 0 || regime < 0 || bench.columns.sessionEnd[bar] === 1) continue
    const held = heldMs(bench.columns, bar, exitBar)
    const key = name({ role, direction, regime, part: dayPart(bench, bar) })
    const cell = found.get(key) ?? { bars: [], returns: [] }
    cell.bars.push(bar)
    cell.returns.push(netOfCosts(terms, role, direction, outcome.grossReturn[bar]!, held))
    found.set(key, cell)
  }
  return plannedCells(detector, dayPartNames(bench.config.profile).length).map((key) => {
    const cell = found.get(name(key)) ?? { bars: [], returns: [] }
    return describeCell(bench, key, cell.bars, Float64Array.from(cell.returns), beat)
  })
}

function usedDetectors({ detectors }: PairConfig): readonly Detector[] {
  return DETECTORS.filter(({ id }) => detectors.includes(id))
}

/** Conditional expectancy of every planned cell, false discoveries controlled over all of them, the empty ones included. */
export const analyzeStage: Stage<object, { readonly detector: string }, readonly ExpectancyCell[], AnalyzeOutput> = {
  name: 'analyze',
  title: 'Conditional expectancy',
  needs: [],
  weight: 3,
  trials: ({ config }) =>
    usedDetectors(config).flatMap((detector) =>
      plannedCells(detector, dayPartNames(config.profile).length).map((cell) => ({
        ...cell,
        parameters: standardSetting(detector).parameters,
        exit: config.standardExit,
        costs: config.costs,
      })),
    ),
  plan: ({ config }, results) => once(results, () => config.detectors.map((detector) => ({ detector }))),
  runUnit: (bench, _plan, unit, beat) => detectorCells(bench, unit.detector, beat),
  combine: (_input, results) => {
    const cells = results.flat()
    const q = benjaminiYekutieli(
      Float64Array.from(cells, (cell) => cell.p ?? Number.NaN),
      cells.length,
    )
    return { plannedCells: cells.length, cells: cells.map((cell, row) => ({ ...cell, q: finite(q[row]!) })) }
  },
}
