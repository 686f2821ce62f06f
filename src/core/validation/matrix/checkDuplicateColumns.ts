import type { MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'

/** `groups`: as of `duplicateGroups`. */
export function checkDuplicateColumns(
  { summaries }: SummarisedMatrix,
  groups: readonly (readonly number[])[],
): MatrixCheck {
  const items = groups.map((group) => ({
    columns: group.map((column) => summaries[column]!.name),
    value: group.length,
    text: `${group.length} columns with the same values`,
  }))
  return {
    id: 'duplicate-columns',
    title: 'Duplicate columns',
    rule: 'Warning where columns are equal in every row; a missing value equals a missing one. Constant columns are left out.',
    made: true,
    scope: countWords(summaries.length, 'column'),
    findings: findingOf('duplicate-columns', 'warning', items, {
      sentence: `${countWords(groups.length, 'group')} of columns hold the same values.`,
      advice: 'Keep one of each group: the others share its importance and add nothing.',
    }),
  }
}
