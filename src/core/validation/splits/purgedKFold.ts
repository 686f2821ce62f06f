import type { Outcome } from '../../outcome/outcome.ts'
import { success } from '../../outcome/outcome.ts'
import { evenBlocks } from './evenBlocks.ts'
import type { Split, SplitPlan } from './split.ts'
import { rowsOfBlocks, splitOf } from './splitOf.ts'
import type { SplitRequest } from './splitRequest.ts'
import { badPlan, tooFewTimes, usableRows } from './usableRows.ts'

export type PurgedKFoldRequest = SplitRequest & {
  readonly splits: number
  /** Training rows decided so long after the latest label end of a test are dropped; AFML takes about 1 % of the sample. */
  readonly embargoMs: number
}

/**
 * Each of `splits` blocks of time is the test once, all others are trained on but for the purge and the embargo (AFML 7.4). Trains on what comes after a
 * test too: fit for comparing, not for a claim about what could have been traded. Fails as `timeSeriesSplit`.
 */
export function purgedKFold(request: PurgedKFoldRequest): Outcome<SplitPlan> {
  const { splits: folds, embargoMs } = request
  if (!(Number.isInteger(folds) && folds >= 2)) return badPlan(`${folds} folds`)
  if (!(embargoMs >= 0)) return badPlan(`an embargo of ${embargoMs} ms`)
  const usable = usableRows(request)
  if (!usable.ok) return usable
  const { rows, starts, longestLabelMs, sealedRows, unlabelledRows } = usable.value
  if (starts.length - 1 < folds) return tooFewTimes(starts.length - 1, folds, `${folds} folds`)
  const blocks = evenBlocks(usable.value, folds)
  const splits: Split[] = []
  for (const block of blocks) {
    const split = splitOf(usable.value, { from: 0, to: rows.length }, [block], { gapMs: 0, embargoMs })
    if (!split.ok) return split
    splits.push(split.value)
  }
  return success({
    method: 'purged-k-fold',
    splits,
    groups: blocks.map((block) => rowsOfBlocks(rows, [block])),
    paths: [blocks.map((_, fold) => fold)],
    gapAskedMs: 0,
    gapUsedMs: longestLabelMs,
    sealedRows,
    unlabelledRows,
  })
}
