import type { SummarisedMatrix } from './examinedMatrix.ts'
import { isVarying } from './isVarying.ts'

/** Column numbers of each group of columns that are equal in every row (missing equals missing). Constant columns are left out. */
export function duplicateGroups({ matrix, summaries }: SummarisedMatrix): readonly (readonly number[])[] {
  const alike = new Map<string, number[][]>()
  summaries.forEach((summary, column) => {
    if (!isVarying(summary)) return
    // Equal columns have equal summaries: only those few are compared value by value.
    const { count, missing, mean, median, min, max } = summary
    const key = [count, missing, mean, median, min, max].join(' ')
    const groups = alike.get(key) ?? []
    alike.set(key, groups)
    const same = groups.find((group) => isSame(matrix.columns[group[0]!]!, matrix.columns[column]!))
    if (same === undefined) groups.push([column])
    else same.push(column)
  })
  return [...alike.values()].flat().filter((group) => group.length > 1)
}

function isSame(left: Float64Array, right: Float64Array): boolean {
  return left.every((value, row) => value === right[row] || (Number.isNaN(value) && Number.isNaN(right[row]!)))
}
