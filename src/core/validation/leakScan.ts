import type { Beat } from '../job/beat.ts'
import { type PairColumns, truncatePair } from '../market/pairColumns.ts'
import { gapAround, garbleAfter } from './leakProbe.ts'

/**
 * `truncate`: the bars from the cut on are not there. `garble`: they are there, with other prices. `gap`: as truncate, on data in which the
 * bars on both sides of the cut are NaN (catches filling from later bars in data that has no gaps of its own).
 */
export type LeakProbe = 'truncate' | 'garble' | 'gap'

export type LeakScanRequest = {
  readonly names: readonly string[]
  /** One column a name, each as long as the bars given: value t must be known at the close of bar t. */
  readonly compute: (columns: PairColumns) => readonly Float64Array[]
  readonly columns: PairColumns
  /** Bar counts, 1 to length - 1: values before each must not change when later bars do. Choose them at random. */
  readonly cuts: readonly number[]
  readonly beat: Beat
  /** `truncate` and `garble` where not given. */
  readonly probes?: readonly LeakProbe[]
  /** Largest allowed relative difference, |a - b| / max(|a|, |b|). 0, bit for bit, where not given. */
  readonly relativeTolerance?: number
}

/** The first value before `cut` that changed: `whole` from all bars, `recomputed` from what the probe left. */
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
}

/**
 * Truncate-and-recompute: no value may depend on a later bar. For every cut and probe, all columns are computed again and compared with
 * those of the whole series at every bar before the cut; NaN equals NaN. At most one finding a name, cut and probe.
 */
export function scanForLeaks(request: LeakScanRequest): LeakScan {
  const { columns, cuts, beat, probes = ['truncate', 'garble'] } = request
  const whole = computeChecked(request, columns)
  const findings: LeakFinding[] = []
  const checkedOf = new Float64Array(request.names.length)
  let done = 0
  for (const cut of cuts) {
    if (!(Number.isInteger(cut) && cut >= 1 && cut < columns.timeMs.length))
      throw new Error(`A leak scan cut at bar ${cut}`)
    for (const probe of probes) {
      beat(done++, cuts.length * probes.length, `leak scan, ${probe} at bar ${cut}`)
      const { expected, actual } = runProbe(request, whole, cut, probe)
      request.names.forEach((name, column) => {
        const result = compareUpTo(cut, expected[column]!, actual[column]!, request.relativeTolerance ?? 0)
        checkedOf[column]! += result.checked
        if (result.difference !== null) findings.push({ name, probe, cut, ...result.difference })
      })
    }
  }
  const checked = checkedOf.reduce((sum, count) => sum + count, 0)
  const unproven = request.names.filter((_, column) => checkedOf[column] === 0)
  return { clean: findings.length === 0 && checked > 0, findings, checked, unproven }
}

type Computed = readonly Float64Array[]

function runProbe(
  request: LeakScanRequest,
  whole: Computed,
  cut: number,
  probe: LeakProbe,
): { readonly expected: Computed; readonly actual: Computed } {
  const { columns } = request
  switch (probe) {
    case 'truncate':
      return { expected: whole, actual: computeChecked(request, truncatePair(columns, cut)) }
    case 'garble':
      return { expected: whole, actual: computeChecked(request, garbleAfter(columns, cut)) }
    case 'gap': {
      const gapped = gapAround(columns, cut)
      return { expected: computeChecked(request, gapped), actual: computeChecked(request, truncatePair(gapped, cut)) }
    }
  }
}

function computeChecked({ names, compute }: LeakScanRequest, columns: PairColumns): Computed {
  const computed = compute(columns)
  const length = columns.timeMs.length
  if (computed.length !== names.length || computed.some((column) => column.length !== length)) {
    throw new Error(`Leak scan of ${names.length} names over ${length} bars got columns that do not fit`)
  }
  return computed
}

function compareUpTo(cut: number, expected: Float64Array, actual: Float64Array, relativeTolerance: number) {
  let checked = 0
  for (let index = 0; index < cut; index++) {
    const whole = expected[index]!
    const recomputed = actual[index]!
    if (Number.isNaN(whole) && Number.isNaN(recomputed)) continue
    checked++
    if (whole === recomputed) continue
    const scale = Math.max(Math.abs(whole), Math.abs(recomputed))
    if (scale < Number.POSITIVE_INFINITY && Math.abs(whole - recomputed) <= relativeTolerance * scale) continue
    return { checked, difference: { index, whole, recomputed } }
  }
  return { checked, difference: null }
}
