import type { RandomStream } from '../../stats/seededStream.ts'
import { quickWords, TWO_32 } from './quickWords.ts'

/**
 * Puts `take` rows drawn without replacement from 0 to count - 1, ascending, into the front of `order`, and the others, ascending, behind them.
 * Selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S). Draws nothing where all are taken.
 */
export function drawRows(count: number, take: number, stream: RandomStream, order: Int32Array): void {
  if (take === count) {
    for (let row = 0; row < count; row++) order[row] = row
    return
  }
  const nextWord = quickWords(stream)
  let taken = 0
  let left = take
  for (let row = 0; row < count; row++) {
    if ((count - row) * nextWord() < (take - taken) * TWO_32) order[taken++] = row
    else order[left++] = row
  }
}
