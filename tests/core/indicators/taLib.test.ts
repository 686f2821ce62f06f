import { describe, expect, it } from 'vitest'
import { averageDirectionalIndex } from '../../../src/core/indicators/averageDirectionalIndex.ts'
import { averageTrueRange } from '../../../src/core/indicators/averageTrueRange.ts'
import { bollingerWidth } from '../../../src/core/indicators/bollingerWidth.ts'
import { exponentialMovingAverage } from '../../../src/core/indicators/exponentialMovingAverage.ts'
import { onBalanceVolume } from '../../../src/core/indicators/onBalanceVolume.ts'
import { rateOfChange } from '../../../src/core/indicators/rateOfChange.ts'
import { relativeStrengthIndex } from '../../../src/core/indicators/relativeStrengthIndex.ts'
import { rollingCorrelation } from '../../../src/core/indicators/rollingCorrelation.ts'
import { rollingMaximum } from '../../../src/core/indicators/rollingMaximum.ts'
import { rollingMean } from '../../../src/core/indicators/rollingMean.ts'
import { rollingMinimum } from '../../../src/core/indicators/rollingMinimum.ts'
import { rollingStandardDeviation } from '../../../src/core/indicators/rollingStandardDeviation.ts'
import { trueRange } from '../../../src/core/indicators/trueRange.ts'
import golden from './taLib.golden.json' with { type: 'json' }

const high = Float64Array.from(golden.high)
const low = Float64Array.from(golden.low)
const close = Float64Array.from(golden.close)
const volume = Float64Array.from(golden.volume)

const ours: Record<keyof typeof golden.values, Float64Array> = {
  sma: rollingMean(close, 5),
  ema: exponentialMovingAverage(close, 10),
  trange: trueRange(high, low, close),
  atr: averageTrueRange(high, low, close, 14),
  rsi: relativeStrengthIndex(close, 14),
  stddev: rollingStandardDeviation(close, 20),
  min: rollingMinimum(close, 7),
  max: rollingMaximum(close, 7),
  roc: rateOfChange(close, 10),
  obv: onBalanceVolume(close, volume),
  adx: averageDirectionalIndex(high, low, close, 14),
  correl: rollingCorrelation(high, volume, 20),
  bollingerWidth: bollingerWidth(close, 20, 2),
}

describe('against TA-Lib', () => {
  it.each(Object.entries(golden.values))('%s', (name, expected) => {
    const column = Object.entries(ours).find(([key]) => key === name)![1]
    expect(column.length).toBe(golden.close.length)
    expect(expected.values.length).toBe(golden.close.length - expected.firstRow)
    for (let row = 0; row < expected.firstRow; row++) expect(column[row]).toBeNaN()
    expected.values.forEach((value, index) => {
      expect(Math.abs(column[expected.firstRow + index]! - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)))
    })
  })

  it('says 0 for the RSI of a flat series, or what it is told', () => {
    const flat = new Float64Array(30).fill(7)
    expect(relativeStrengthIndex(flat, 14)[29]).toBe(0)
    expect(relativeStrengthIndex(flat, 14, 50)[29]).toBe(50)
  })
})
