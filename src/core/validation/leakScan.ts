import type { Beat } from '../job/beat.ts'
import { type CompareTally, compareBefore, compareFrom, type ScannedColumn, valuesOf } from './leakCompare.ts'
import type { InputShape } from './leakInputs.ts'
import { gapAround, garbledWithin, type LeakProbe, permutedFrom, shiftedFrom, truncatedAt } from './leakProbe.ts'

/** What a gate asks for: every way to take the future away, and gaps. */
export const STANDARD_PROBES: readonly LeakProbe[] = ['repeat', 'truncate', 'garble', 'permute', 'shift', 'gap']

export type LeakScanRequest<Inputs> = {
  readonly names: readonly string[]
  /** One column a name, each as long as the inputs given: value t must be known at the close of bar t, or where the column says. */
  readonly compute: (inputs: Inputs) => readonly ScannedColumn[]
  readonly inputs: Inputs
  readonly shape: InputShape<Inputs>
  /** Bar counts, 1 to length - 1: values known before each must not change when later bars do. Choose them at random (`drawCuts`). */
  readonly cuts: readonly number[]
  readonly probes?: readonly LeakProbe[]
  /** Largest allowed relative difference, |a - b| / max(|a|, |b|). 0, bit for bit, where not given. */
  readonly relativeTolerance?: number
  /** Value t reads nothing before bar t - lookbackBars: what the probe `past` holds it to. It is left out where this is not given. */
  readonly lookbackBars?: number
}

/** The first value that changed: `whole` from all bars, `recomputed` from what the probe left. NaN: it was not there. */
export type LeakFinding = {
  readonly name: string
  readonly probe: LeakProbe
  readonly cut: number
  readonly index: number
  readonly whole: number
  readonly recomputed: number
}

export type LeakScan = {
  /** No finding, and something was compared. */
  readonly clean: boolean
  readonly findings: readonly LeakFinding[]
  /** Number of values compared that are not NaN on both sides. */
  readonly checked: number
  /** Names of which nothing but NaN was ever compared: for these the scan proves nothing. */
  readonly unproven: readonly string[]
  /** Names of which all compared values were the same number: for these it proves little. */
  readonly constant: readonly string[]
}

/**
 * No value may depend on a later bar. For every cut and probe all columns are computed again and compared with those of the whole series at every
 * bar before the cut; NaN equals NaN. At most one finding a name, cut and probe. Throws on columns that do not fit and cuts outside the bars.
 */
export function scanForLeaks<Inputs>(request: LeakScanRequest<Inputs> & { readonly beat: Beat }): LeakScan {
  const steps = leakScanSteps(request)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    request.beat(step.value.done, step.value.total, step.value.note)
  }
}

export type LeakScanStep = { readonly done: number; readonly total: number; readonly note: string }

/** The same one computation after the other: yields before each. */
export function* leakScanSteps<Inputs>(request: LeakScanRequest<Inputs>): Generator<LeakScanStep, LeakScan> {
  const { names, inputs, shape, cuts, lookbackBars } = request
  const rows = shape.rows(inputs)
  const wrong = cuts.find((cut) => !(Number.isInteger(cut) && cut >= 1 && cut < rows))
  if (wrong !== undefined) throw new Error(`A leak scan cut at bar ${wrong}`)
  const asked = request.probes ?? STANDARD_PROBES
  const probes = asked.filter((probe) => probe !== 'repeat' && (probe !== 'past' || lookbackBars !== undefined))
  const total = cuts.length * probes.length + 1
  const tallies = names.map((): CompareTally => ({ checked: 0, least: Number.NaN, most: Number.NaN }))
  const findings: LeakFinding[] = []
  yield { done: 0, total, note: 'leak scan, all bars' }
  const whole = computed(request, inputs)
  const compare = (
    probe: LeakProbe,
    cut: number,
    expected: readonly ScannedColumn[],
    actual: readonly ScannedColumn[],
  ) =>
    names.forEach((name, column) => {
      const tally = tallies[column]!
      const pair = { expected: expected[column]!, actual: actual[column]!, tolerance: request.relativeTolerance ?? 0 }
      const difference =
        probe === 'past' ? compareFrom(cut + (lookbackBars ?? 0), pair, tally) : compareBefore(cut, pair, tally)
      if (difference !== null) findings.push({ name, probe, cut, ...difference })
    })
  if (asked.includes('repeat') && cuts.length > 0) compare('repeat', rows, whole, computed(request, inputs))
  for (const [place, cut] of cuts.entries())
    for (const [at, probe] of probes.entries()) {
      yield { done: 1 + place * probes.length + at, total, note: `leak scan, ${probe} at bar ${cut}` }
      compare(probe, cut, ...runProbe(request, whole, cut, probe))
    }
  const checked = tallies.reduce((sum, tally) => sum + tally.checked, 0)
  return {
    clean: findings.length === 0 && checked > 0,
    findings,
    checked,
    unproven: names.filter((_, column) => tallies[column]!.checked === 0),
    constant: names.filter(
      (_, column) => tallies[column]!.checked > 0 && tallies[column]!.least === tallies[column]!.most,
    ),
  }
}

type Computed = readonly ScannedColumn[]

function runProbe<Inputs>(
  request: LeakScanRequest<Inputs>,
  whole: Computed,
  cut: number,
  probe: LeakProbe,
): readonly [expected: Computed, actual: Computed] {
  const { shape, inputs } = request
  const on = (changed: Inputs) => computed(request, changed)
  switch (probe) {
    case 'repeat':
      return [whole, on(inputs)]
    case 'truncate':
      return [whole, on(truncatedAt(shape, inputs, cut))]
    case 'garble':
      return [whole, on(garbledWithin(shape, inputs, cut))]
    case 'permute':
      return [whole, on(permutedFrom(shape, inputs, cut))]
    case 'shift':
      return [whole, on(shiftedFrom(shape, inputs, cut))]
    case 'gap': {
      const gapped = gapAround(shape, inputs, cut)
      return [on(gapped), on(truncatedAt(shape, gapped, cut))]
    }
    case 'past':
      return [whole, on(garbledWithin(shape, inputs, 0, cut))]
  }
}

function computed<Inputs>({ names, compute, shape }: LeakScanRequest<Inputs>, inputs: Inputs): Computed {
  const columns = compute(inputs)
  const length = shape.rows(inputs)
  if (columns.length !== names.length || columns.some((column) => valuesOf(column).length !== length))
    throw new Error(`Leak scan of ${names.length} names over ${length} bars got columns that do not fit`)
  return columns
}
