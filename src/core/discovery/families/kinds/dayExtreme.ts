import { DAY_MS } from '../../../time/durations.ts'
import type { FamilyKind } from '../familyKind.ts'

export const dayExtreme: FamilyKind = {
  name: 'day_extreme',
  sides: [
    { suffix: '_up', sign: 1, title: 'Above the high of the days before' },
    { suffix: '_down', sign: -1, title: 'Below the low of the days before' },
  ],
  threshold: {
    meaning: 'days before',
    standard: 1,
    minimum: 1,
    maximum: 60,
    whole: true,
    neighbours: [2, 3],
  },
  formula: 'C[t] above the highest high (below the lowest low) of the k UTC days with bars before the day of bar t',
  source: "the previous day's extremes as reference points, as in Osler 2000",
  needs: [],
  readsOthers: false,
  signal: ({ timeMs, bars: { high, low, close } }, threshold) => {
    const signal = new Float64Array(timeMs.length)
    const days: { high: number; low: number }[] = []
    let day = Number.NaN
    let highest = Number.NaN
    let lowest = Number.NaN
    for (let bar = 0; bar < signal.length; bar++) {
      const today = Math.floor(timeMs[bar]! / DAY_MS)
      if (today !== day) {
        const before = days.slice(-threshold)
        const isFull = before.length === threshold
        highest = isFull ? Math.max(...before.map((item) => item.high)) : Number.NaN
        lowest = isFull ? Math.min(...before.map((item) => item.low)) : Number.NaN
        day = today
        days.push({ high: high[bar]!, low: low[bar]! })
      }
      const own = days[days.length - 1]!
      own.high = Math.max(own.high, high[bar]!)
      own.low = Math.min(own.low, low[bar]!)
      if (close[bar]! > highest) signal[bar] = 1
      else if (close[bar]! < lowest) signal[bar] = -1
    }
    return signal
  },
}
