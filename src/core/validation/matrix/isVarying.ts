import type { ColumnSummary } from '../../contract/workbench/buildViews.ts'

/** Whether a column has two different finite values. */
export function isVarying({ min, max }: ColumnSummary): boolean {
  return min !== null && max !== null && min < max
}
