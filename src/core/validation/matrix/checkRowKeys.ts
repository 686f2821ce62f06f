import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { timeWords } from './figureWords.ts'
import { findingOf } from './findingOf.ts'

export function checkRowKeys({ matrix: { timeMs, keys } }: SummarisedMatrix): MatrixCheck {
  const columns = [timeMs, ...keys.map(({ values }) => values)]
  const compare = (left: number, right: number) => {
    for (const values of columns) if (values[left]! !== values[right]!) return values[left]! < values[right]! ? -1 : 1
    return 0
  }
  // Rows without a key are another check's finding; sorting needs numbers that compare.
  const rows = Int32Array.from(timeMs.keys()).filter((row) => columns.every((values) => !Number.isNaN(values[row]!)))
  rows.sort((left, right) => compare(left, right) || left - right)
  const repeated: FindingItem[] = []
  for (let at = 1; at < rows.length; at++) {
    const row = rows[at]!
    if (compare(rows[at - 1]!, row) !== 0) continue
    const values = keys.map(({ name, values: key }) => `, ${name} ${key[row]}`).join('')
    repeated.push({ columns: [], value: 1, text: `row ${row + 1}: ${timeWords(timeMs[row]!)}${values}` })
  }
  const named = ['time', ...keys.map(({ name }) => name)].join(', ')
  return {
    id: 'row-keys',
    title: 'Rows that repeat',
    rule: `Error where two rows have the same key: ${named}.`,
    made: true,
    scope: countWords(rows.length, 'row'),
    findings: findingOf('duplicate-keys', 'error', repeated, {
      sentence: `${countWords(repeated.length, 'row repeats', 'rows repeat')} the key of another one.`,
      advice: 'Build the matrix again: a row that is there twice can be learned from and tested on.',
    }),
  }
}
