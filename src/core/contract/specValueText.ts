import type { JsonValue } from './jsonValue.ts'

/** Plain in YAML, in a list too, and no number or other word of its own. */
const PLAIN = /^[A-Za-z0-9](?:[\w.@/+|-]|:(?=\S)|[ ](?=[\w.@/+|-]))*$/
const WORDS_OF_YAML = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off'])

/** A value of a specification as a person writes it in YAML, on one line: `[BTC, ETH]`, `{ BTC: 20, ETH: 24 }`, `standard`. */
export function specValueText(value: JsonValue): string {
  if (typeof value === 'string') return isPlain(value) ? value : JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(specValueText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  const fields = Object.entries(value).map(([name, entry]) => `${specValueText(name)}: ${specValueText(entry)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

function isPlain(text: string): boolean {
  return PLAIN.test(text) && Number.isNaN(Number(text)) && !WORDS_OF_YAML.has(text.toLowerCase())
}
