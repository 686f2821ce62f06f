import type { JsonValue } from '../../contract/jsonValue.ts'
import type { UnitRunner } from '../../contract/unitRunner.ts'
import type { Kernels } from '../signals/kernels.ts'
import type { StrategyParameters } from '../strategies/strategyDefinition.ts'
import type { ConfigurationBlock, TermsVariant } from './configurationBlock.ts'
import { CONFIGURATION_FIGURES } from './configurationBlock.ts'
import { evaluateBlock } from './evaluateBlock.ts'
import { studyRows } from './studyRows.ts'
import { pointOf, variantMaker } from './sweepConfiguration.ts'
import type { SweepData } from './sweepData.ts'
import { createSweepData } from './sweepData.ts'
import type { SweepPayload, SweepUnit } from './sweepTask.ts'

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
    if (unit.isStudy) {
      studyRows(sweep, data, variantAt, unit, beat)
      return { rows: unit.to - unit.from } satisfies JsonValue
    }
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
function samePoint(axes: SweepPayload['axes'], coordinates: Float64Array, at: number): boolean {
  for (let k = 0; k < axes.length; k++) {
    if (axes[k]!.part === 'strategy' && coordinates[at + k] !== coordinates[at - axes.length + k]) return false
  }
  return true
}
