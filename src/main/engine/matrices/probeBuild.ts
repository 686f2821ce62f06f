import { featureComputer } from '../../../core/features/matrix/featureComputer.ts'
import type { MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../core/features/matrix/matrixInputs.ts'
import { drawCuts } from '../../../core/validation/leakCuts.ts'
import { leakScanSteps } from '../../../core/validation/leakScan.ts'
import type { BuildProbes, RecomputedFeature } from '../../../core/validation/matrix/buildProbes.ts'
import { RECOMPUTED_TOLERANCE } from '../../../core/validation/matrix/checkRecomputed.ts'
import type { MatrixRows } from './matrixRows.ts'
import type { PreparedBuild } from './prepareBuild.ts'
import { MATRIX_SHAPE, type ProbedPart, probedPart } from './probeInputs.ts'
import { probeTarget } from './probeTarget.ts'

const CUTS = 3
const SAMPLED_ROWS = 4

/**
 * Columns made again without later bars, with other, reordered and delayed later bars, around gaps, and a second time; labels likewise; sampled values by their slow definition. Yields after each of
 * them.
 */
export function* probeBuild(build: PreparedBuild, rows: MatrixRows): Generator<void, BuildProbes> {
  const part = probedPart({
    inputs: build.inputs,
    symbols: build.source.instruments.map(({ symbol }) => symbol),
    features: build.features,
    words: build.target.name,
    sha256: build.sha256,
  })
  const leaking = yield* leaksOf(build.features, part)
  const target = yield* probeTarget(build.target, part)
  const recomputed = yield* recomputedOf(build, rows, part)
  return {
    lookAhead: { scanned: build.features.map(({ name }) => name), ...leaking },
    target,
    recomputed,
    withoutDefinition: build.features.filter(({ slowly }) => slowly === null).length,
  }
}

/** All columns of one instrument before those of the next. */
function columnsOf(
  inputs: MatrixInputs,
  features: readonly MatrixFeature[],
  places: readonly number[],
): readonly Float64Array[] {
  const computer = featureComputer(inputs)
  return places.flatMap((place) => features.map((feature) => computer.column(place, feature)))
}

/** Names of columns that change with later bars or a second time, and of those of which nothing but NaN was compared. Yields before each computation. */
export function* leaksOf(
  features: readonly MatrixFeature[],
  { inputs, places, draw }: ProbedPart,
): Generator<void, { readonly leaking: readonly string[]; readonly unproven: readonly string[] }> {
  const columns = places.flatMap(() => features)
  const scan = leakScanSteps({
    names: columns.map((_, column) => `${column}`),
    compute: (given) => columnsOf(given, features, places),
    inputs,
    shape: MATRIX_SHAPE,
    cuts: drawCuts({ nextInt: draw }, inputs.market.timeMs.length, CUTS),
  })
  for (let step = scan.next(); ; step = scan.next()) {
    if (step.done === true) {
      const named = (places: readonly string[]) => places.map((place) => columns[Number(place)]!.name)
      const leaking = new Set(named(step.value.findings.map(({ name }) => name)))
      const open = new Set(step.value.unproven)
      const proven = new Set(columns.flatMap(({ name }, column) => (open.has(`${column}`) ? [] : [name])))
      const names = features.map(({ name }) => name)
      return {
        leaking: names.filter((name) => leaking.has(name)),
        unproven: names.filter((name) => !proven.has(name)),
      }
    }
    yield
  }
}

/** The values that the matrix holds, from wherever they came. */
function* recomputedOf(
  { inputs, features }: PreparedBuild,
  { instruments }: MatrixRows,
  { places, draw }: ProbedPart,
): Generator<void, readonly RecomputedFeature[]> {
  const computer = featureComputer(inputs)
  const found = features.map(() => ({ compared: 0, differing: 0, largest: 0 }))
  for (const place of places) {
    const { from, to, features: columns } = instruments[place]!
    if (to <= from) continue
    const view = computer.view(place).inputs
    for (const [at, { slowly }] of features.entries()) {
      if (slowly === null) continue
      yield
      const largestOf = columns[at]!.subarray(from, to).reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0)
      for (let sample = 0; sample < SAMPLED_ROWS; sample++) {
        const row = from + draw(to - from)
        const tally = found[at]!
        const difference = differenceOf(columns[at]![row]!, slowly(view, row), largestOf)
        tally.compared++
        if (!(difference <= RECOMPUTED_TOLERANCE)) tally.differing++
        tally.largest = Math.max(tally.largest, Math.min(difference, Number.MAX_VALUE))
      }
    }
  }
  return features.flatMap(({ name, slowly }, at) => (slowly === null ? [] : [{ name, ...found[at]! }]))
}

/** Relative to the larger of both, or to a thousandth of the column's largest: what is left of a difference of large numbers has no digits to compare. */
function differenceOf(fast: number, slow: number, largest: number): number {
  if (fast === slow || (Number.isNaN(fast) && Number.isNaN(slow))) return 0
  const difference = Math.abs(fast - slow) / Math.max(Math.abs(fast), Math.abs(slow), largest / 1_000)
  return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
}
