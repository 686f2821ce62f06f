import { averageTrueRange } from '../../../indicators/averageTrueRange.ts'
import { closeLocation } from '../../../indicators/closeLocation.ts'
import { placeInRange, zipColumns } from '../../../indicators/columnArithmetic.ts'
import { exponentialMovingAverage } from '../../../indicators/exponentialMovingAverage.ts'
import { logReturn } from '../../../indicators/logReturn.ts'
import { relativeStrengthIndex } from '../../../indicators/relativeStrengthIndex.ts'
import { rollingMaximum } from '../../../indicators/rollingMaximum.ts'
import { rollingMinimum } from '../../../indicators/rollingMinimum.ts'
import { rollingSlope } from '../../../indicators/rollingSlope.ts'
import { rollingSum } from '../../../indicators/rollingSum.ts'
import { rollingVariance } from '../../../indicators/rollingVariance.ts'
import { runningSum } from '../../../indicators/runningSum.ts'
import { simpleMovingAverage } from '../../../indicators/simpleMovingAverage.ts'
import { trueRange } from '../../../indicators/trueRange.ts'
import { typicalPrice } from '../../../indicators/typicalPrice.ts'
import { wilderAverage } from '../../../indicators/wilderAverage.ts'
import type { IndicatorBars } from './indicatorFamily.ts'

/** Columns that several indicators stand on, each made once for a set of bars. */

export function smaOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.sma.${window}`, () => simpleMovingAverage(bars.close, window))
}

export function emaOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.ema.${window}`, () => exponentialMovingAverage(bars.close, window))
}

/** The EMA of the EMA. */
export function secondEmaOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.ema2.${window}`, () => exponentialMovingAverage(emaOf(bars, window), window))
}

export function thirdEmaOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.ema3.${window}`, () => exponentialMovingAverage(secondEmaOf(bars, window), window))
}

export function slopeOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.slope.${window}`, () => rollingSlope(bars.close, window))
}

export function varianceOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.variance.${window}`, () => rollingVariance(bars.close, window))
}

/** Population deviation of the closes. */
export function deviationOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.deviation.${window}`, () => {
    const result = rollingVariance(bars.close, window)
    for (let row = 0; row < result.length; row++) result[row] = Math.sqrt(result[row]!)
    return result
  })
}

export function highestOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.highest.${window}`, () => rollingMaximum(bars.high, window))
}

export function lowestOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.lowest.${window}`, () => rollingMinimum(bars.low, window))
}

/** (highest high + lowest low) / 2. */
export function midOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.mid.${window}`, () =>
    zipColumns(highestOf(bars, window), lowestOf(bars, window), (top, bottom) => (top + bottom) / 2),
  )
}

export function trueRangeOf(bars: IndicatorBars): Float64Array {
  return bars.column('source.trueRange', () => trueRange(bars.high, bars.low, bars.close))
}

export function atrOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.atr.${window}`, () =>
    averageTrueRange(bars.high, bars.low, bars.close, window, trueRangeOf(bars)),
  )
}

export function typicalOf(bars: IndicatorBars): Float64Array {
  return bars.column('source.typical', () => typicalPrice(bars.high, bars.low, bars.close))
}

/** (high + low) / 2. */
export function medianPriceOf(bars: IndicatorBars): Float64Array {
  return bars.column('source.medianPrice', () => zipColumns(bars.high, bars.low, (high, low) => (high + low) / 2))
}

export function returnOf(bars: IndicatorBars, lag = 1): Float64Array {
  return bars.column(`source.return.${lag}`, () => logReturn(bars.close, lag))
}

export function rsiOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.rsi.${window}`, () => relativeStrengthIndex(bars.close, window, Number.NaN))
}

/** 100 x place of the close between the extremes of the window. */
export function fastStochasticOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.stochastic.${window}`, () =>
    placeInRange(bars.close, lowestOf(bars, window), highestOf(bars, window), 100),
  )
}

/** Where the bar closed in its range times its volume. */
export function moneyFlowOf(bars: IndicatorBars): Float64Array {
  return bars.column('source.moneyFlow', () =>
    zipColumns(closeLocation(bars.high, bars.low, bars.close), bars.volume, (place, volume) => place * volume),
  )
}

export function accumulationOf(bars: IndicatorBars): Float64Array {
  return bars.column('source.accumulation', () => runningSum(moneyFlowOf(bars)))
}

/** Plain mean of a column that is no price: its sums do not slide, so zeros stay zeros. */
export function meanOfColumn(column: Float64Array, window: number): Float64Array {
  return rollingSum(column, window, window)
}

/** Linearly weighted mean: it lies slope x (window - 1) / 6 above the plain one. */
export function weightedMeanOf(
  column: Float64Array,
  window: number,
  means: Float64Array = simpleMovingAverage(column, window),
): Float64Array {
  const result = rollingSlope(column, window)
  const lift = (window - 1) / 6
  for (let row = 0; row < result.length; row++) result[row] = means[row]! + lift * result[row]!
  return result
}

export function wilderOf(bars: IndicatorBars, window: number): Float64Array {
  return bars.column(`source.wilder.${window}`, () => wilderAverage(bars.close, window))
}
