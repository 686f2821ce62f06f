import type { ImportSubject } from '../../../core/contract/workbench/importCalls.ts'
import type { ImportPreview } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'

const ZONE =
  'Give the time zone above: UTC, or that of the exchange, such as America/New_York. Assay does not guess it.'
const TIMES = 'Say under "Format by hand" how times are written.'
const COLUMNS: Readonly<Record<ImportSubject, string>> = {
  bars: 'Choose above the rows what each column holds: time, open, high, low and close are needed, volume if there is any.',
  table:
    'Choose above the rows which column says when each row happened, and which says when it was known and whose it is, or say above that none does.',
  predictions:
    'Choose above the rows which column holds the time (start of a bar), which the symbol and which the signal.',
}

const HINTS: Readonly<Record<string, string>> = {
  'time-zone-needed': ZONE,
  'bad-time-zone': 'Choose one of the list above, such as UTC, America/New_York or Europe/Berlin.',
  'time-format-needed': TIMES,
  'time-format-wrong': 'Correct it under "Format by hand", or empty it there, to have it told from the file.',
  'bad-option': 'Under "Format by hand" give what times are, or their pattern, not both.',
}
const OF_COLUMNS: readonly string[] = ['columns-needed', 'bad-columns', 'columns-wrong']

/** What is still to be said of a file, with a hint for this dialog in place of that for the command line. */
export function importTrouble({ trouble, sample }: ImportPreview, subject: ImportSubject = 'bars'): Trouble | null {
  if (trouble === null) return null
  const isUncut = trouble.code === 'columns-wrong' && sample.every((row) => row.length === 1)
  if (isUncut)
    return {
      ...trouble,
      hint:
        subject === 'predictions'
          ? 'Put a comma, semicolon, tab or bar between the columns of the file.'
          : 'Choose under "Format by hand" what stands between the columns.',
    }
  const isOfColumns = OF_COLUMNS.includes(trouble.code) && (subject !== 'bars' || trouble.code !== 'columns-wrong')
  const hint = isOfColumns ? COLUMNS[subject] : HINTS[trouble.code]
  // The engine speaks of flags.
  const isOfFlags = subject === 'predictions' && trouble.code === 'bad-columns'
  const message = isOfFlags ? 'Not every column that is needed is chosen.' : trouble.message
  return hint === undefined ? trouble : { ...trouble, message, hint }
}
