/** The columns of a bar, in the order in which they are asked for. */
export const BAR_FIELDS = ['time', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const
export type BarField = (typeof BAR_FIELDS)[number]

/** What the person wrote beside each field: the name of a column, its number from 1, or nothing. */
export type ColumnChoices = { readonly [field in BarField]: string }

export const NO_CHOICES: ColumnChoices = { time: '', open: '', high: '', low: '', close: '', volume: '', trades: '' }

/**
 * As the command line takes it: by position where every choice is a number and no column has such a name, else by name. Null where
 * nothing was chosen: the file's own header then says it.
 */
export function columnsText(choices: ColumnChoices, columnNames: readonly string[]): string | null {
  const chosen = BAR_FIELDS.flatMap((field) => {
    const text = choices[field].trim()
    return text === '' ? [] : [{ field, text }]
  })
  if (chosen.length === 0) return null
  const byPosition = chosen.every(({ text }) => /^[1-9]\d{0,2}$/.test(text) && !columnNames.includes(text))
  if (!byPosition) {
    const volume = choices.volume.trim() === '' ? ['volume=none'] : []
    return [...chosen.map(({ field, text }) => `${field}=${text}`), ...volume].join(',')
  }
  const places: string[] = []
  for (const { field, text } of chosen) {
    const place = Number(text) - 1
    while (places.length <= place) places.push('-')
    places[place] = field
  }
  return places.join(',')
}

/** Two fields of one column, which the command line would not see: the first field would be lost. Null where all is well. */
export function sameColumnTwice(choices: ColumnChoices): string | null {
  const seen = new Map<string, BarField>()
  for (const field of BAR_FIELDS) {
    const text = choices[field].trim()
    const before = seen.get(text)
    if (text !== '' && before !== undefined) return `Column ${text} is given for ${before} and for ${field}.`
    seen.set(text, field)
  }
  return null
}
