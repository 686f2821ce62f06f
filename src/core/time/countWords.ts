import { plainNumber } from './durationText.ts'

/** `1,234 rows`, `1 row`; the plural as it is given where an s does not make it. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${plainNumber(count)} ${count === 1 ? one : many}`
}
