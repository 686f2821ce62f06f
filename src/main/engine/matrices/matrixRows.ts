import { barClose } from '../../../core/features/matrix/barColumns.ts'
import { type FeatureComputer, featureComputer } from '../../../core/features/matrix/featureComputer.ts'
import type { TargetColumn } from '../../../core/features/matrix/targets/matrixTarget.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { rowUniqueness } from '../../../core/validation/rowUniqueness.ts'
import type { BuildPorts } from './buildPorts.ts'
import { cachedFeatures, featureKeys } from './cachedFeatures.ts'
import type { FeatureStore } from './featureStore.ts'
import type { PreparedBuild } from './prepareBuild.ts'

/** One instrument's rows of a matrix: bars [from, to) of its own, ascending; columns hold a value a bar of it, from its first. */
export type InstrumentRows = {
  readonly from: number
  readonly to: number
  /** Bars of the range before `from`: a feature had no value yet. */
  readonly warmUp: number
  readonly timeMs: Float64Array
  readonly closeMs: Float64Array
  readonly features: readonly Float64Array[]
  readonly target: TargetColumn
  /** NaN where the target is not known. */
  readonly uniqueness: Float64Array
}

export type MatrixRows = { readonly instruments: readonly InstrumentRows[]; readonly computed: number }

/** Yields before each instrument, so that whoever drives it can let others in. */
export function* matrixRows(
  ports: Pick<BuildPorts, 'hash'>,
  store: FeatureStore,
  build: PreparedBuild,
  beat: (instrument: number, note: string) => void,
): Generator<void, Outcome<MatrixRows>> {
  const { source, inputs, features, tables } = build
  const keys = featureKeys(ports.hash, source, features, tables)
  const computer = featureComputer(inputs)
  const instruments: InstrumentRows[] = []
  let computed = 0
  for (const [place, { symbol }] of source.instruments.entries()) {
    yield
    beat(place, symbol)
    const view = computer.view(place).inputs
    const rows = view.market.timeMs.length
    const cached = cachedFeatures(
      store,
      keys,
      { index: place, symbol, interval: source.interval.label, rows },
      features,
      () => view,
      (note) => beat(place, `${symbol} ${note}`),
    )
    if (!cached.ok) return cached
    computed += cached.value.computed
    instruments.push(rowsOf(build, computer, place, cached.value.columns))
  }
  return success({ instruments, computed })
}

function rowsOf(
  { source, target, features }: PreparedBuild,
  computer: FeatureComputer,
  place: number,
  columns: readonly Float64Array[],
): InstrumentRows {
  const view = computer.view(place).inputs
  const { timeMs, intervalMs } = view.market
  const closeMs = timeMs.map((startMs) => barClose(view.calendar, startMs, intervalMs))
  const first = firstAtOrAfter(timeMs, source.startMs)
  const to = firstAtOrAfter(timeMs, source.endMs)
  const known = columns.map((column, at) => firstKnown(column, features[at]!.warmupBars))
  const from = Math.min(
    to,
    known.reduce((latest, row) => Math.max(latest, row), first),
  )
  const labelled = target.compute(view)
  return {
    from,
    to,
    warmUp: from - first,
    timeMs,
    closeMs,
    features: columns,
    target: labelled,
    uniqueness: uniquenessOf(labelled, closeMs, from, to),
  }
}

/** The first row with a value. A column that has none at all holds no row back: its lack is a finding. */
function firstKnown(column: Float64Array, warmupBars: number): number {
  const found = column.findIndex((value) => !Number.isNaN(value))
  return found < 0 ? Math.min(warmupBars, column.length) : found
}

function firstAtOrAfter(timeMs: Float64Array, wantedMs: number): number {
  let low = 0
  let high = timeMs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (timeMs[middle]! < wantedMs) low = middle + 1
    else high = middle
  }
  return low
}

/** Of the rows with a target, among themselves. */
function uniquenessOf({ values, labelEndMs }: TargetColumn, closeMs: Float64Array, from: number, to: number) {
  const bars = Int32Array.from(closeMs.keys())
  const rows = bars.subarray(from, to).filter((row) => !Number.isNaN(values[row]!))
  const unique = rowUniqueness({ decisionMs: closeMs, labelEndMs }, new Int32Array(bars.length), rows)
  const column = new Float64Array(closeMs.length).fill(Number.NaN)
  rows.forEach((row, at) => {
    column[row] = unique[at]!
  })
  return column
}
