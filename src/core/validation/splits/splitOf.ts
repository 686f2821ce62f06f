import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import type { Split } from './split.ts'
import type { UsableRows } from './usableRows.ts'

/** Places `from` to `to - 1` of the usable rows. */
export type Block = { readonly from: number; readonly to: number }

export type SplitRules = {
  /** Training rows decided in the gap before a test are dropped. */
  readonly gapMs: number
  /** Training rows decided so long after the latest label end of a test are dropped (AFML 7.4.2). */
  readonly embargoMs: number
}

/** From the earliest datum that a test block uses to its LATEST label end, which need not be that of its last row. */
type Cover = { readonly firstMs: number; readonly fromMs: number; readonly toMs: number }

/**
 * The test blocks, and what may be trained on for them: candidates whose span, from their decision (less the look-back) to their label's end, meets
 * the cover of no test block, and which lie in no gap and no embargo (AFML 7.4.1-7.4.2). Spans are closed at both ends.
 * Fails with `empty-training-set`.
 */
export function splitOf(
  usable: UsableRows,
  candidates: Block,
  tests: readonly Block[],
  rules: SplitRules,
): Outcome<Split> {
  const { rows, spans, lookBackMs } = usable
  const covers = tests.map((test) => coverOf(usable, test))
  const train: number[] = []
  let purged = 0
  let embargoed = 0
  for (let place = candidates.from; place < candidates.to; place++) {
    if (tests.some((test) => place >= test.from && place < test.to)) continue
    const row = rows[place]!
    const decisionMs = spans.decisionMs[row]!
    const endMs = spans.labelEndMs[row]!
    const meets = covers.some(
      ({ firstMs, fromMs, toMs }) =>
        (decisionMs - lookBackMs <= toMs && endMs >= fromMs) ||
        (decisionMs < firstMs && decisionMs >= firstMs - rules.gapMs),
    )
    if (meets) purged++
    else if (covers.some(({ toMs }) => decisionMs > toMs && decisionMs <= toMs + rules.embargoMs)) embargoed++
    else train.push(row)
  }
  if (train.length === 0) return emptyTraining(usable, tests[0]!, candidates.to - candidates.from)
  return success({ train: Int32Array.from(train), test: rowsOfBlocks(rows, tests), purged, embargoed })
}

function coverOf({ rows, spans, lookBackMs }: UsableRows, { from, to }: Block): Cover {
  const firstMs = spans.decisionMs[rows[from]!]!
  let toMs = spans.decisionMs[rows[to - 1]!]!
  for (let place = from; place < to; place++) toMs = Math.max(toMs, spans.labelEndMs[rows[place]!]!)
  return { firstMs, fromMs: firstMs - lookBackMs, toMs }
}

export function rowsOfBlocks(rows: Int32Array, blocks: readonly Block[]): Int32Array {
  const length = blocks.reduce((sum, { from, to }) => sum + to - from, 0)
  const chosen = new Int32Array(length)
  let at = 0
  for (const { from, to } of blocks) {
    chosen.set(rows.subarray(from, to), at)
    at += to - from
  }
  return chosen
}

function emptyTraining(usable: UsableRows, test: Block, candidates: number): Outcome<never> {
  const startMs = usable.spans.decisionMs[usable.rows[test.from]!]!
  return failure(
    'empty-training-set',
    `No training row is left for the test that starts at ${new Date(startMs).toISOString()}: all ${candidates} rows beside it fall to the purge, the gap or the embargo.`,
    'Use fewer splits or a longer history, so that a block is longer than the label with gap, embargo and look-back, or use a shorter label.',
  )
}
