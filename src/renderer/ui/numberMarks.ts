/** How numbers are typed: `group` is empty where the browser's language writes none that a field could take. */
export type NumberMarks = { readonly decimal: string; readonly group: string }

/** Of a language; the browser's own where left out. One that writes other digits than 0 to 9 is typed the plain way. */
export function numberMarks(language?: string): NumberMarks {
  const format = new Intl.NumberFormat(language)
  if (format.resolvedOptions().numberingSystem !== 'latn') return { decimal: '.', group: '' }
  const parts = format.formatToParts(1_234_567.5)
  const mark = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? ''
  return { decimal: mark('decimal') || '.', group: mark('group') }
}

/** The number that a pasted text is; null: none. A point that cannot part groups parts decimals, whatever the language: `0.25` is never 25. */
export function pastedNumber(text: string, { decimal, group }: NumberMarks): number | null {
  const typed = text.trim().replace('−', '-')
  const escaped = (mark: string) => mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const isGrouped =
    group !== '' && new RegExp(`^-?\\d{1,3}(${escaped(group)}\\d{3})+(${escaped(decimal)}\\d+)?$`).test(typed)
  const plain = isGrouped ? typed.replaceAll(group, '').replace(decimal, '.') : typed.replace(',', '.')
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null
}
