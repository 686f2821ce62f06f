import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { ColumnCorrelations } from './correlateColumns.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { findingOf } from './findingOf.ts'

const HIGH = 0.95

/** Pairs that are told as duplicates are not told again. */
export function checkCorrelated(
  { summaries }: SummarisedMatrix,
  { columns, values, rows, step }: ColumnCorrelations,
  duplicates: readonly (readonly number[])[],
): MatrixCheck {
  const groupOf = new Map(duplicates.flatMap((group, at) => group.map((column) => [column, at])))
  const items: FindingItem[] = []
  columns.forEach((left, row) => {
    columns.slice(row + 1).forEach((right, offset) => {
      const value = values[row * columns.length + row + 1 + offset]!
      const isTold = groupOf.has(left) && groupOf.get(left) === groupOf.get(right)
      if (!(Math.abs(value) >= HIGH) || isTold) return
      const names = [summaries[left]!.name, summaries[right]!.name]
      items.push({ columns: names, value, text: `r = ${value.toFixed(3).replace('-', '−')}` })
    })
  })
  const pairs = (columns.length * (columns.length - 1)) / 2
  const sampled = step === 1 ? '' : ` (one in ${step})`
  return {
    id: 'correlated',
    title: 'Highly correlated columns',
    rule: `Warning where Pearson's |r| of two columns is at least ${HIGH}, over the rows that have both.`,
    made: true,
    scope: `${countWords(pairs, 'pair')} on ${countWords(rows, 'row')}${sampled}`,
    findings: findingOf('correlated-columns', 'warning', items, {
      sentence: `${countWords(items.length, 'pair')} of columns say nearly the same.`,
      advice:
        'Read their importance together: alone, each looks less important than it is. Keep one where they mean the same.',
    }),
  }
}
