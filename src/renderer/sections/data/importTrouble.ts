import type { ImportPreview } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'

const ZONE =
  'Give the time zone above: UTC, or that of the exchange, such as America/New_York. Assay does not guess it.'
const TIMES = 'Say under "Format by hand" how times are written.'
const COLUMNS =
  'Choose above the rows what each column holds: time, open, high, low and close are needed, volume if there is any.'

const HINTS: Readonly<Record<string, string>> = {
  'columns-needed': COLUMNS,
  'bad-columns': COLUMNS,
  'time-zone-needed': ZONE,
  'bad-time-zone': 'Choose one of the list above, such as UTC, America/New_York or Europe/Berlin.',
  'time-format-needed': TIMES,
  'time-format-wrong': 'Correct it under "Format by hand", or empty it there, to have it told from the file.',
  'bad-option': 'Under "Format by hand" give what times are, or their pattern, not both.',
}

/** What is still to be said of a file, with a hint for this dialog in place of that for the command line. */
export function importTrouble({ trouble, sample }: ImportPreview): Trouble | null {
  if (trouble === null) return null
  const isUncut = trouble.code === 'columns-wrong' && sample.every((row) => row.length === 1)
  const hint = isUncut ? 'Choose under "Format by hand" what stands between the columns.' : HINTS[trouble.code]
  return hint === undefined ? trouble : { ...trouble, hint }
}
