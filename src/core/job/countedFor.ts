import type { RecordedTotals, TrialTotals } from '../contract/ledger.ts'
import { sharesInstrument } from './sharesInstrument.ts'

/** Trials that count for a key: those of every key that shares an instrument with it, added in the order given. */
export function countedFor(symbols: string, recorded: readonly RecordedTotals[]): TrialTotals {
  let trials = 0
  let sharpeCount = 0
  let sharpeSum = 0
  let sharpeSumSquares = 0
  for (const part of recorded) {
    if (!sharesInstrument(part.symbols, symbols)) continue
    trials += part.trials
    sharpeCount += part.sharpeCount
    sharpeSum += part.sharpeSum
    sharpeSumSquares += part.sharpeSumSquares
  }
  return { trials, sharpeCount, sharpeSum, sharpeSumSquares }
}
