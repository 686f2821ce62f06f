import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { SplitRequest } from './splitRequest.ts'

/** Rows that splits are made of. `starts[t]` is the place in `rows` of the first row of distinct time t; one more holds the count of rows. */
export type UsableRows = SplitRequest & {
  readonly rows: Int32Array
  readonly starts: Int32Array
  readonly longestLabelMs: number
  readonly sealedRows: number
  readonly unlabelledRows: number
}

/**
 * The rows of a request that are labelled and not sealed, in groups of one decision time: a time is never parted between training and test.
 * Fails with `bad-row-spans` (times out of order or missing, a label that ends before its decision) and `bad-split-plan` (a negative look-back).
 */
export function usableRows(request: SplitRequest): Outcome<UsableRows> {
  const { decisionMs, labelEndMs } = request.spans
  if (decisionMs.length !== labelEndMs.length)
    throw new Error(`${decisionMs.length} decisions, ${labelEndMs.length} label ends`)
  if (!(request.lookBackMs >= 0)) return badPlan(`a look-back of ${request.lookBackMs} ms`)
  const kept: number[] = []
  const starts: number[] = []
  const left = { sealed: 0, unlabelled: 0 }
  let longestLabelMs = 0
  let previousMs = Number.NEGATIVE_INFINITY
  const sealedFromMs = request.sealedFromMs ?? Number.NaN
  const count = request.rows?.length ?? decisionMs.length
  for (let place = 0; place < count; place++) {
    const row = request.rows === null ? place : request.rows[place]!
    const startMs = decisionMs[row]!
    const endMs = labelEndMs[row]!
    if (!(startMs >= previousMs && Number.isFinite(startMs)) || endMs < startMs) return badSpan(row, endMs < startMs)
    if (startMs >= sealedFromMs || endMs >= sealedFromMs) left.sealed++
    else if (!Number.isFinite(endMs)) left.unlabelled++
    else {
      if (kept.length === 0 || startMs > decisionMs[kept.at(-1)!]!) starts.push(kept.length)
      kept.push(row)
      longestLabelMs = Math.max(longestLabelMs, endMs - startMs)
    }
    previousMs = startMs
  }
  return success({
    ...request,
    rows: Int32Array.from(kept),
    starts: Int32Array.from([...starts, kept.length]),
    longestLabelMs,
    sealedRows: left.sealed,
    unlabelledRows: left.unlabelled,
  })
}

export function badPlan(fault: string): Outcome<never> {
  return failure('bad-split-plan', `Splits with ${fault} cannot be laid out.`, 'Correct the validation settings.')
}

export function tooFewTimes(times: number, needed: number, what: string): Outcome<never> {
  return failure(
    'too-few-times',
    `${times} distinct decision times are too few for ${what}: at least ${needed} are needed.`,
    'Use a longer history, or fewer splits.',
  )
}

function badSpan(row: number, endsEarly: boolean): Outcome<never> {
  return failure(
    'bad-row-spans',
    endsEarly
      ? `The label of row ${row} ends before the row is decided.`
      : `Row ${row} is decided before the row that it follows, or at no time.`,
    'Build the matrix again: its rows cannot be parted in time.',
  )
}
