import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import type { Split, SplitPlan } from './split.ts'
import type { Block } from './splitOf.ts'
import { rowsOfBlocks, splitOf } from './splitOf.ts'
import type { UsableRows } from './usableRows.ts'

/** A training block and the test after it. */
export type Step = { readonly train: Block; readonly test: Block }

/** The plan of steps forward in time: no row is trained on that is decided after its test. The gap is raised to the longest label. */
export function forwardPlan(
  method: 'time-series-split' | 'walk-forward',
  usable: UsableRows,
  steps: readonly Step[],
  gapAskedMs: number,
): Outcome<SplitPlan> {
  const gapUsedMs = Math.max(gapAskedMs, usable.longestLabelMs)
  const splits: Split[] = []
  for (const { train, test } of steps) {
    const split = splitOf(usable, train, [test], { gapMs: gapUsedMs, embargoMs: 0 })
    if (!split.ok) return split
    splits.push(split.value)
  }
  return success({
    method,
    splits,
    groups: steps.map(({ test }) => rowsOfBlocks(usable.rows, [test])),
    paths: [steps.map((_, step) => step)],
    gapAskedMs,
    gapUsedMs,
    sealedRows: usable.sealedRows,
    unlabelledRows: usable.unlabelledRows,
  })
}
