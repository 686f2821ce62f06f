import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf, wholeFinding } from './findingOf.ts'

/** What the leak scan of the run says of these columns; nothing is computed here. */
export function checkLookAhead({ matrix: { names, lookAhead } }: SummarisedMatrix): MatrixCheck {
  const { scanned, leaking, unproven } = lookAhead
  const outside = scanned === null ? [] : names.filter((name) => !scanned.includes(name))
  const inside = names.length - outside.length
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
    rule: 'From the leak scan of the run: error where an earlier value changed with later bars; warning where the scan proves nothing of a column.',
    made: scanned !== null,
    scope: scanned === null ? 'the run kept no leak scan' : `${countWords(inside, 'column')} scanned`,
    findings: [
      ...wholeFinding(scanned === null, 'not-scanned', 'warning', {
        sentence: 'No leak scan of this run is kept, so nothing shows that these columns see no later bar.',
        advice: 'Run the pipeline: its first stage scans every feature and detector.',
      }),
      ...findingOf('look-ahead', 'error', leaks, {
        sentence: `${countWords(leaks.length, 'name sees', 'names see')} later bars.`,
        advice: 'Do not believe any result of this run. Mend the definition and run again.',
      }),
      ...findingOf('look-ahead-unproven', 'warning', open, {
        sentence: `The scan proves nothing of ${countWords(open.length, 'column')}.`,
        advice: 'Give the column the data that it needs, or leave it out.',
      }),
      ...findingOf('outside-the-scan', 'note', items(outside, 'not in the scan of features'), {
        sentence: `${countWords(outside.length, 'column comes', 'columns come')} with the event and ${outside.length === 1 ? 'is' : 'are'} not in the scan of features.`,
        advice: 'Nothing: the event itself is scanned with its detector.',
      }),
    ],
  }
}
