import type { RunComparisonView } from '../../../core/contract/workbench/views.ts'

export type ComparisonRow = RunComparisonView['differences'][number] & {
  /** Right minus left, where both are numbers. */
  readonly change: number | null
}

/** The differences in which every word of the search occurs, in the field's path or in one of the values; case does not matter. */
export function comparisonRows(comparison: RunComparisonView, search: string): readonly ComparisonRow[] {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return comparison.differences
    .filter(({ field, left, right }) => {
      const text = `${field} ${left} ${right}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .map((line) => ({ ...line, change: changeOf(line.left, line.right) }))
}

function changeOf(left: unknown, right: unknown): number | null {
  return typeof left === 'number' && typeof right === 'number' ? right - left : null
}
