import type { FindingItem, FindingSeverity, MatrixFinding } from '../../contract/workbench/buildViews.ts'

const MOST_ITEMS = 200

export type FindingWords = { readonly sentence: string; readonly advice: string }

/** A finding with its items worst first, that is by size of their value; none where there is no item. */
export function findingOf(
  code: string,
  severity: FindingSeverity,
  items: readonly FindingItem[],
  words: FindingWords,
): readonly MatrixFinding[] {
  if (items.length === 0) return []
  const worst = [...items].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))
  return [{ code, severity, ...words, items: worst.slice(0, MOST_ITEMS), itemCount: items.length }]
}

/** A finding of the matrix as a whole, where it holds. */
export function wholeFinding(
  holds: boolean,
  code: string,
  severity: FindingSeverity,
  words: FindingWords,
): readonly MatrixFinding[] {
  return holds ? [{ code, severity, ...words, items: [], itemCount: 0 }] : []
}
