import type { DownloadAnswer } from '../../../core/contract/downloadJournal.ts'
import { timeOrder } from '../../../core/market/timeOrder.ts'
import type { ReceivedBars } from '../ports/brokerHistory.ts'

/** One row a time stamp, ascending; of several answers the one received last counts. About 60 bytes a bar. */
export function mergeAnswers(answers: readonly DownloadAnswer[]): ReceivedBars {
  const total = answers.reduce((sum, answer) => sum + answer.timeMs.length, 0)
  const timeMs = new Float64Array(total)
  const source = new Uint32Array(total)
  const sourceRow = new Uint32Array(total)
  let filled = 0
  answers.forEach((answer, index) => {
    for (let row = 0; row < answer.timeMs.length; row++) {
      timeMs[filled] = answer.timeMs[row]!
      source[filled] = index
      sourceRow[filled++] = row
    }
  })
  const everyRow = Uint32Array.from({ length: total }, (_, row) => row)
  const order = timeOrder(timeMs, everyRow)
  const kept = order.filter((row, place) => timeMs[order[place + 1] ?? -1] !== timeMs[row])
  const column = (pick: (answer: DownloadAnswer, row: number) => number) =>
    Float64Array.from(kept, (row) => pick(answers[source[row]!]!, sourceRow[row]!))
  return {
    timeMs: Float64Array.from(kept, (row) => timeMs[row]!),
    open: column((answer, row) => answer.open[row]!),
    high: column((answer, row) => answer.high[row]!),
    low: column((answer, row) => answer.low[row]!),
    close: column((answer, row) => answer.close[row]!),
    volume: column((answer, row) => answer.volume[row]!),
    trades: column((answer, row) => answer.trades[row] ?? Number.NaN),
  }
}

/** What is known of the bars in [fromMs, toMs): the answers that reach into it. */
export function answersWithin(
  answers: readonly DownloadAnswer[],
  fromMs: number,
  toMs: number,
): readonly DownloadAnswer[] {
  return answers.filter(({ timeMs }) => timeMs.length > 0 && timeMs[0]! < toMs && timeMs.at(-1)! >= fromMs)
}
