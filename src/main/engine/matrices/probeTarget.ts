import { featureComputer } from '../../../core/features/matrix/featureComputer.ts'
import type { MatrixInputs } from '../../../core/features/matrix/matrixInputs.ts'
import type { MatrixTarget, TargetColumn } from '../../../core/features/matrix/targets/matrixTarget.ts'
import { garbledWithin, permutedFrom, truncatedAt } from '../../../core/validation/leakProbe.ts'
import type { TargetProbe } from '../../../core/validation/matrix/buildProbes.ts'
import { MATRIX_SHAPE, type ProbedPart } from './probeInputs.ts'

const SAMPLED_LABELS = 24

/** Labels of sampled rows made again: from the bars up to their row's own, with other bars after it, and with other bars after the end that they state. Yields after each. */
export function* probeTarget(target: MatrixTarget, part: ProbedPart): Generator<void, TargetProbe> {
  const { inputs, places, draw } = part
  const labelled = places
    .map((place) => ({ place, ...ownTarget(inputs, target, place) }))
    .filter(({ rows }) => rows.length > 0)
  const stayByChance = shareAlike(
    labelled.flatMap(({ rows, column }) => Array.from(rows, (bar) => column.values[bar]!)),
  )
  const tally = { compared: 0, knownEarly: 0, unmoved: 0, movedLate: 0, stayByChance }
  for (let sample = 0; sample < SAMPLED_LABELS && labelled.length > 0; sample++) {
    yield
    const { place, rows, column, marketRows, closeMs } = labelled[sample % labelled.length]!
    const bar = rows[draw(rows.length)]!
    const row = marketRows[bar]!
    const value = column.values[bar]!
    tally.compared++
    const early = valueAt(truncatedAt(MATRIX_SHAPE, inputs, row + 1), target, place, bar)
    if (!Number.isNaN(early.value)) tally.knownEarly++
    // Other prices leave the way within a bar as it was, another order of the bars does not.
    const isSame = (changed: MatrixInputs) => valueAt(changed, target, place, bar).value === value
    if (isSame(garbledWithin(MATRIX_SHAPE, inputs, row + 1)) && isSame(permutedFrom(MATRIX_SHAPE, inputs, row + 1)))
      tally.unmoved++
    const endMs = column.labelEndMs[bar]!
    const end = closeMs.findLastIndex((ms) => ms <= endMs)
    const late = valueAt(garbledWithin(MATRIX_SHAPE, inputs, marketRows[Math.max(end, bar)]! + 1), target, place, bar)
    if (late.value !== value || late.labelEndMs !== endMs) tally.movedLate++
  }
  return tally
}

type OwnTarget = {
  readonly column: TargetColumn
  /** Own bars that have a label. */
  readonly rows: Int32Array
  /** Which row of the market each own bar is. */
  readonly marketRows: Int32Array
  readonly closeMs: Float64Array
}

function ownTarget(inputs: MatrixInputs, target: MatrixTarget, place: number): OwnTarget {
  const { inputs: view, rows } = featureComputer(inputs).view(place)
  const { timeMs, intervalMs } = view.market
  const column = target.compute(view)
  const bars = Int32Array.from(timeMs.keys())
  const closeMs = timeMs.map((startMs) => {
    const endMs = view.calendar.barEnd(startMs, intervalMs)
    return Number.isNaN(endMs) ? startMs + intervalMs : endMs
  })
  return { column, rows: bars.filter((bar) => !Number.isNaN(column.values[bar]!)), marketRows: rows ?? bars, closeMs }
}

function valueAt(inputs: MatrixInputs, target: MatrixTarget, place: number, bar: number) {
  const { values, labelEndMs } = target.compute(featureComputer(inputs).view(place).inputs)
  return { value: values[bar] ?? Number.NaN, labelEndMs: labelEndMs[bar] ?? Number.NaN }
}

/** Chance that two of the values, drawn with replacement, are equal. */
function shareAlike(values: readonly number[]): number {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum + (count / values.length) ** 2, 0)
}
