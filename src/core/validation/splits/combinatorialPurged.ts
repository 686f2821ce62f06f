import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { groupedCount } from '../matrix/figureWords.ts'
import { combinationCount, combinationsOf } from './combinationsOf.ts'
import { evenBlocks } from './evenBlocks.ts'
import type { Split, SplitPlan } from './split.ts'
import type { Block } from './splitOf.ts'
import { rowsOfBlocks, splitOf } from './splitOf.ts'
import type { SplitRequest } from './splitRequest.ts'
import type { UsableRows } from './usableRows.ts'
import { badPlan, tooFewTimes, usableRows } from './usableRows.ts'

export type CombinatorialRequest = SplitRequest & {
  readonly groups: number
  readonly testGroups: number
  readonly embargoMs: number
  /** More splits than this are refused, with their count: each is a fit. Standard 1,000. */
  readonly mostSplits?: number
}

const MOST_SPLITS = 1000
/** Row numbers that all splits may hold together: 800 MB. */
const MOST_ROWS = 200_000_000

/**
 * Combinatorial purged cross-validation (AFML 12.4): every choice of `testGroups` of `groups` blocks of time is a test once, in lexicographic order,
 * all others are trained on but for purge and embargo around each tested group. Each group is tested in C(groups - 1, testGroups - 1) splits: path j
 * takes of each group its j-th split, and is one whole out-of-sample history. Fails with `too-many-splits`, and as `timeSeriesSplit`.
 */
export function combinatorialPurged(request: CombinatorialRequest): Outcome<SplitPlan> {
  const { groups, testGroups, embargoMs, mostSplits = MOST_SPLITS } = request
  const isPlan = Number.isInteger(groups) && Number.isInteger(testGroups) && testGroups >= 1 && testGroups < groups
  if (!isPlan) return badPlan(`${testGroups} of ${groups} groups as a test`)
  if (!(embargoMs >= 0)) return badPlan(`an embargo of ${embargoMs} ms`)
  const count = combinationCount(groups, testGroups)
  if (count > mostSplits) return tooMany(request, count, `more than the ${mostSplits} allowed`)
  const usable = usableRows(request)
  if (!usable.ok) return usable
  const times = usable.value.starts.length - 1
  if (times < groups) return tooFewTimes(times, groups, `${groups} groups`)
  if (count * usable.value.rows.length > MOST_ROWS)
    return tooMany(request, count, `too many to hold for ${usable.value.rows.length} rows`)
  return planOf(usable.value, evenBlocks(usable.value, groups), testGroups, embargoMs)
}

function planOf(usable: UsableRows, blocks: readonly Block[], testGroups: number, embargoMs: number) {
  const everything = { from: 0, to: usable.rows.length }
  const splits: Split[] = []
  const splitsOfGroup = blocks.map((): number[] => [])
  for (const chosen of combinationsOf(blocks.length, testGroups)) {
    const tests = chosen.map((group) => blocks[group]!)
    const split = splitOf(usable, everything, tests, { gapMs: 0, embargoMs })
    if (!split.ok) return split
    for (const group of chosen) splitsOfGroup[group]!.push(splits.length)
    splits.push(split.value)
  }
  const plan: SplitPlan = {
    method: 'combinatorial',
    splits,
    groups: blocks.map((block) => rowsOfBlocks(usable.rows, [block])),
    paths: splitsOfGroup[0]!.map((_, path) => splitsOfGroup.map((own) => own[path]!)),
    gapAskedMs: 0,
    gapUsedMs: usable.longestLabelMs,
    sealedRows: usable.sealedRows,
    unlabelledRows: usable.unlabelledRows,
  }
  return success(plan)
}

function tooMany({ groups, testGroups }: CombinatorialRequest, count: number, why: string): Outcome<never> {
  return failure(
    'too-many-splits',
    `${testGroups} of ${groups} groups as a test make ${groupedCount(count)} splits, ${why}.`,
    'Use fewer groups, or fewer of them as a test: 6 groups and 2 of them make 15 splits and 5 paths.',
  )
}
