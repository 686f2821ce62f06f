import { exponentialMovingAverage } from '../../indicators/exponentialMovingAverage.ts'
import { nanColumn } from '../../indicators/nanColumn.ts'
import { rollingMaximum } from '../../indicators/rollingMaximum.ts'
import { rollingMinimum } from '../../indicators/rollingMinimum.ts'
import { simpleMovingAverage } from '../../indicators/simpleMovingAverage.ts'
import type { StrategyContext } from './strategyDefinition.ts'

/** Columns that strategies share, each made once a data set. */

export function closeColumn({ memo, bars }: StrategyContext): Float64Array {
  return memo.column('close', () => bars.close)
}

export function averageColumn({ memo, bars }: StrategyContext, kind: string, period: number): Float64Array {
  return kind === 'ema'
    ? memo.column(`ema ${period}`, () => exponentialMovingAverage(bars.close, period))
    : memo.column(`sma ${period}`, (room) => simpleMovingAverage(bars.close, period, room))
}

/** The highest high of the `period` bars before each bar. */
export function channelTop({ memo, bars }: StrategyContext, period: number): Float64Array {
  return memo.column(`top ${period}`, () => oneBarLater(rollingMaximum(bars.high, period)))
}

/** The lowest low of the `period` bars before each bar. */
export function channelBottom({ memo, bars }: StrategyContext, period: number): Float64Array {
  return memo.column(`bottom ${period}`, () => oneBarLater(rollingMinimum(bars.low, period)))
}

function oneBarLater(column: Float64Array): Float64Array {
  const later = nanColumn(column.length)
  later.set(column.subarray(0, Math.max(0, column.length - 1)), Math.min(1, column.length))
  return later
}
