import type { JsonValue } from '../../contract/jsonValue.ts'
import type { UnitRunner } from '../../contract/unitRunner.ts'
import type { MarketColumns } from '../../market/marketColumns.ts'
import type { TradedInstrument } from '../compile/compileTerms.ts'
import type { FinerBars } from '../model/backtestRequest.ts'
import type { Kernels } from '../signals/kernels.ts'
import type { StrategyParameters, TradeSides } from '../strategies/strategyDefinition.ts'
import type { ConfigurationBlock, TermsVariant } from './configurationBlock.ts'
import { CONFIGURATION_FIGURES } from './configurationBlock.ts'
import { evaluateBlock } from './evaluateBlock.ts'
import type { SweepAxis } from './sweepAxis.ts'
import type { SweepBase } from './sweepConfiguration.ts'
import { pointOf, variantMaker } from './sweepConfiguration.ts'
import type { SweepData } from './sweepData.ts'
import { createSweepData } from './sweepData.ts'

/**
 * What every worker of a sweep is given once. `coordinates` (a row of one number an axis) and `figures` (a row of CONFIGURATION_FIGURES) lie over shared memory:
 * the main thread writes the ones before a wave, workers the others.
 */
export type SweepPayload = SweepBase & {
  readonly market: MarketColumns
  readonly dayOf: Int32Array
  readonly predictions: readonly Float64Array[] | null
  readonly finer?: FinerBars | undefined
  readonly instruments: readonly TradedInstrument[]
  readonly strategyId: string
  readonly direction: TradeSides
  readonly axes: readonly SweepAxis[]
  readonly startCash: number
  readonly coordinates: Float64Array
  readonly figures: Float64Array
}

/** Rows [from, to) of the wave, each on bars [fromBar, toBar). */
export type SweepUnit = { readonly from: number; readonly to: number; readonly fromBar: number; readonly toBar: number }

const WIDTH = CONFIGURATION_FIGURES.length
/** Rows between two beats. */
const BEAT_ROWS = 256
const KEPT_VARIANTS = 16_384
const CACHE_BYTES = 24 * 2 ** 20

/** Evaluates rows of waves on one set of indicator columns, kept as long as the worker lives. */
export function createSweepRunner(payload: unknown, kernels: Kernels): UnitRunner {
  const sweep = payload as SweepPayload
  const data = createSweepData(sweep, kernels, CACHE_BYTES)
  const variantAt = variantMaker(sweep, sweep.axes, sweep.instruments, KEPT_VARIANTS)
  return (request, beat) => {
    const unit = request as SweepUnit
    for (let from = unit.from; from < unit.to; from += BEAT_ROWS) {
      beat(from - unit.from, unit.to - unit.from, '')
      evaluateRows(sweep, data, variantAt, { ...unit, from, to: Math.min(unit.to, from + BEAT_ROWS) })
    }
    return { rows: unit.to - unit.from } satisfies JsonValue
  }
}

function evaluateRows(
  sweep: SweepPayload,
  data: SweepData,
  variantAt: (coordinates: Float64Array, at: number) => TermsVariant,
  { from, to, fromBar, toBar }: SweepUnit,
): void {
  const { axes, coordinates, strategyId, direction, startCash } = sweep
  const points: StrategyParameters[] = []
  const variants: TermsVariant[] = []
  const places = new Map<TermsVariant, number>()
  const pointOfRow = new Int32Array(to - from)
  const variantOf = new Int32Array(to - from)
  for (let row = from; row < to; row++) {
    const at = row * axes.length
    if (row === from || !samePoint(axes, coordinates, at)) points.push(pointOf(sweep, axes, coordinates, at))
    const variant = variantAt(coordinates, at)
    const place = places.get(variant) ?? variants.push(variant) - 1
    places.set(variant, place)
    pointOfRow[row - from] = points.length - 1
    variantOf[row - from] = place
  }
  const block: ConfigurationBlock = {
    strategyId,
    direction,
    points,
    variants,
    pointOf: pointOfRow,
    variantOf,
    startCash,
    fromBar,
    toBar,
  }
  const figures = evaluateBlock(data, block)
  if (!figures.ok) throw new Error(figures.trouble.message)
  sweep.figures.set(figures.value, from * WIDTH)
}

/** Whether the row at `at` has the strategy parameters of the row before it. */
function samePoint(axes: readonly SweepAxis[], coordinates: Float64Array, at: number): boolean {
  for (let k = 0; k < axes.length; k++) {
    if (axes[k]!.part === 'strategy' && coordinates[at + k] !== coordinates[at - axes.length + k]) return false
  }
  return true
}
