import type { FeatureInputs } from '../matrixFeature.ts'

/** Whether no expected bar is missing between two bars of the instrument. */
export type UnbrokenBars = (from: number, to: number) => boolean

/** By the instrument's calendar: a night or a weekend breaks nothing, a missing bar does, and so does a bar that the calendar does not know. */
export function unbrokenBars({ market: { timeMs, intervalMs }, calendar }: FeatureInputs): UnbrokenBars {
  const breaks = new Int32Array(timeMs.length)
  const last = timeMs[timeMs.length - 1] ?? 0
  const expected = timeMs.length === 0 ? timeMs : calendar.expectedBars(timeMs[0]!, last + 1, intervalMs)
  let place = -1
  let before = -2
  for (let bar = 0; bar < timeMs.length; bar++) {
    while (place + 1 < expected.length && expected[place + 1]! <= timeMs[bar]!) place++
    const isExpected = place >= 0 && expected[place] === timeMs[bar]
    const follows = isExpected && place === before + 1
    breaks[bar] = (bar === 0 ? 0 : breaks[bar - 1]!) + (follows ? 0 : 1)
    before = isExpected ? place : -2
  }
  return (from, to) => to < breaks.length && breaks[from] === breaks[to]
}
