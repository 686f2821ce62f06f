import type { PreparedBacktest } from './prepareBacktest.ts'

/** Instruments whose bars in the range are not all foretold: a bar without a prediction decides nothing, and counts in every figure. */
export function predictionNotes({ predictionColumns, request, traded }: PreparedBacktest): readonly string[] {
  const { fromBar, toBar, market } = request
  return (predictionColumns ?? []).flatMap((column, k) => {
    const { close } = market.instruments[k]!
    let bars = 0
    let without = 0
    // What is decided on the last bar is never filled.
    for (let bar = fromBar; bar < toBar - 1; bar++) {
      if (Number.isNaN(close[bar]!)) continue
      bars++
      if (Number.isNaN(column[bar]!)) without++
    }
    return without === 0
      ? []
      : [
          `${without} of ${bars} bars of ${traded.instruments[k]!.symbol} have no prediction: nothing is decided on them, and they count in every figure.`,
        ]
  })
}
