import { averageTrueRange } from '../../indicators/averageTrueRange.ts'
import { lagColumn, ratioOfColumns } from '../../indicators/columnArithmetic.ts'
import { logReturn } from '../../indicators/logReturn.ts'
import { nanColumn } from '../../indicators/nanColumn.ts'
import { rollingMaximum } from '../../indicators/rollingMaximum.ts'
import { rollingMinimum } from '../../indicators/rollingMinimum.ts'
import { rollingStandardDeviation } from '../../indicators/rollingStandardDeviation.ts'
import type { SensorKind } from '../../market/sensors/sensorKinds.ts'
import type { AssetInputs } from '../eventFamily.ts'

const RANGE_BARS = 24
const CARRIED_BARS = 6

/** ln(close / close before), one bar. */
export function stepOf({ memo, bars }: AssetInputs): Float64Array {
  return memo.column('step', () => logReturn(bars.close, 1))
}

/** Standard deviation of steps over the last `period` bars, ddof 0. */
export function sigmaOf(inputs: AssetInputs, period: number): Float64Array {
  return inputs.memo.column(`sigma.${period}`, () => rollingStandardDeviation(stepOf(inputs), period))
}

/** Step in standard deviations of the `period` steps before it, so that a shock does not measure itself; NaN where those did not move. */
export function shockOf(inputs: AssetInputs, period: number): Float64Array {
  return inputs.memo.column(`shock.${period}`, () =>
    ratioOfColumns(stepOf(inputs), lagColumn(sigmaOf(inputs, period), 1)),
  )
}

/** Highest high of the last `period` bars. */
export function channelHigh({ memo, bars }: AssetInputs, period: number): Float64Array {
  return memo.column(`channelHigh.${period}`, () => rollingMaximum(bars.high, period))
}

/** Lowest low of the last `period` bars. */
export function channelLow({ memo, bars }: AssetInputs, period: number): Float64Array {
  return memo.column(`channelLow.${period}`, () => rollingMinimum(bars.low, period))
}

/** Wilder's average true range over 24 bars, in price units. */
export function averageRange({ memo, bars }: AssetInputs): Float64Array {
  return memo.column('averageRange', () => averageTrueRange(bars.high, bars.low, bars.close, RANGE_BARS))
}

/**
 * Mean step of the other instruments, over those that have one; NaN where none has. Where one lacks a bar its last close stands, for at most 6 bars (it did
 * not move, then makes up for it); longer it has no step, nor when it comes back.
 */
export function othersStep({ memo, otherCloses, timeMs }: AssetInputs): Float64Array {
  return memo.column('othersStep', () => {
    const steps = otherCloses.map((close) => logReturn(carriedOver(close), 1))
    const mean = nanColumn(timeMs.length)
    for (let bar = 0; bar < mean.length; bar++) {
      let sum = 0
      let count = 0
      for (const step of steps) {
        if (Number.isNaN(step[bar]!)) continue
        sum += step[bar]!
        count++
      }
      if (count > 0) mean[bar] = sum / count
    }
    return mean
  })
}

function carriedOver(close: Float64Array): Float64Array {
  const carried = close.slice()
  for (let bar = 1, missing = 0; bar < carried.length; bar++) {
    missing = Number.isNaN(close[bar]!) ? missing + 1 : 0
    if (missing > 0 && missing <= CARRIED_BARS) carried[bar] = carried[bar - 1]!
  }
  return carried
}

/** A sensor's column; all NaN where the instrument has none. */
export function sensorOf({ sensors, timeMs }: AssetInputs, kind: SensorKind): Float64Array {
  return sensors[kind] ?? nanColumn(timeMs.length)
}
