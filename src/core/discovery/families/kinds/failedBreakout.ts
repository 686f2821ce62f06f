import { channelHigh, channelLow } from '../assetColumns.ts'
import type { FamilyKind } from '../familyKind.ts'

const CHANNEL_BARS = 96

export const failedBreakout: FamilyKind = {
  name: 'failed_breakout',
  sides: [
    { suffix: '_up', sign: 1, title: 'Breakout upwards that fails' },
    { suffix: '_down', sign: -1, title: 'Breakout downwards that fails' },
  ],
  threshold: {
    meaning: 'bars within which it fails',
    standard: 6,
    minimum: 1,
    maximum: 100,
    whole: true,
    neighbours: [4, 9],
  },
  formula: `C left the range of the ${CHANNEL_BARS} bars before it at some bar b (no breakout of that side was open), and C[t] is back inside that edge for the first time, t - b at most k`,
  source: 'Connors & Raschke 1995 (turtle soup)',
  needs: [],
  readsOthers: false,
  signal: (inputs, threshold) => {
    const { close } = inputs.bars
    const signal = new Float64Array(close.length)
    markFailures(signal, close, channelHigh(inputs, CHANNEL_BARS), 1, threshold)
    markFailures(signal, close, channelLow(inputs, CHANNEL_BARS), -1, threshold)
    return signal
  },
}

function markFailures(
  signal: Float64Array,
  close: Float64Array,
  edge: Float64Array,
  sign: 1 | -1,
  withinBars: number,
): void {
  let brokenAt = Number.NEGATIVE_INFINITY
  let level = Number.NaN
  for (let bar = 1; bar < close.length; bar++) {
    if (bar - brokenAt <= withinBars) {
      if (sign * (close[bar]! - level) >= 0) continue
      signal[bar] = sign
      brokenAt = Number.NEGATIVE_INFINITY
    } else if (sign * (close[bar]! - edge[bar - 1]!) > 0) {
      brokenAt = bar
      level = edge[bar - 1]!
    }
  }
}
