import type { FindingItem, MatrixCheck } from '../../contract/workbench/buildViews.ts'
import { countWords } from '../../time/countWords.ts'
import type { SummarisedMatrix } from './examinedMatrix.ts'
import { timeWords } from './figureWords.ts'
import { findingOf, wholeFinding } from './findingOf.ts'

export function checkRowOrder({ matrix: { timeMs } }: SummarisedMatrix): MatrixCheck {
  const back: FindingItem[] = []
  let untimed = 0
  let before = Number.NEGATIVE_INFINITY
  timeMs.forEach((time, row) => {
    if (!Number.isFinite(time)) {
      untimed++
      return
    }
    if (time < before) {
      const text = `row ${row + 1}: ${timeWords(time)} after ${timeWords(before)}`
      back.push({ columns: [], value: before - time, text })
    }
    before = time
  })
  return {
    id: 'row-order',
    title: 'Order in time',
    rule: 'Error where a row is earlier than the one before it, or has no time. Equal times are in order.',
    made: true,
    scope: countWords(timeMs.length, 'row'),
    findings: [
      ...wholeFinding(timeMs.length === 0, 'no-rows', 'error', {
        sentence: 'The matrix has no row.',
        advice: 'Use a longer history, or detectors that fire more often.',
      }),
      ...wholeFinding(untimed > 0, 'rows-without-time', 'error', {
        sentence: `${countWords(untimed, 'row has', 'rows have')} no time.`,
        advice: 'Build the matrix again: without its time a row cannot be kept out of a test.',
      }),
      ...findingOf('rows-out-of-order', 'error', back, {
        sentence: `${countWords(back.length, 'row is', 'rows are')} earlier than the row before.`,
        advice: 'Build the matrix again: splits in time and purging rest on this order.',
      }),
    ],
  }
}
