import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'

/** What the scan of a build found: columns computed again without later bars, with other ones, and a second time. */
export function checkBuiltLookAhead({ matrix: { names, lookAhead } }: SummarisedMatrix): MatrixCheck {
  const { scanned, leaking, unproven } = lookAhead
  const items = (texts: readonly string[], text: string): readonly FindingItem[] =>
    [...new Set(texts)].map((name) => ({ columns: [name], value: 1, text }))
  const leaks = items(leaking, 'changed with later bars')
  const open = items(
    unproven.filter((name) => names.includes(name)),
    'nothing but missing values compared',
  )
  return {
    id: 'look-ahead',
    title: 'Look-ahead',
    rule: 'Every feature is computed again with the bars after a random one cut off, with other bars in their place, in another order, a bar later, and around gaps: error where a value before it changed; warning where nothing but missing values could be compared.',
    made: scanned !== null,
    scope: scanned === null ? 'nothing was scanned' : countWords(scanned.length, 'column'),
    findings: [
      ...findingOf('look-ahead', 'error', leaks, {
        sentence: `${countWords(leaks.length, 'column sees', 'columns see')} later bars, or ${leaks.length === 1 ? 'is' : 'are'} not the same twice.`,
        advice: 'Learn nothing from this matrix. Mend the definition and build again.',
      }),
      ...findingOf('look-ahead-unproven', 'warning', open, {
        sentence: `The scan proves nothing of ${countWords(open.length, 'column')}.`,
        advice: 'Give the column the history and the data that it needs, or leave it out.',
      }),
    ],
  }
}
