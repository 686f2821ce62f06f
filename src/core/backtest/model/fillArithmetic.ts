import type { ExecutionTerms, FeeTerms } from './executionTerms.ts'

/** Below this a position counts as flat, and nothing is traded. */
export const LEAST_UNITS = 1e-12

/** Fractions of the price that a fill is worsened by, without impact. Missing volatility counts only where the terms use it, and gives NaN. */
export function slippageFraction({ slippage }: ExecutionTerms, barVolatility: number): number {
  const fixed = (slippage.bps + slippage.spreadBps / 2) / 10_000
  return slippage.volatilityTimes === 0 ? fixed : fixed + slippage.volatilityTimes * barVolatility
}

/** Impact of `units` as a fraction of the price; NaN without a volume, or a volatility where the model takes one. */
export function impactFraction(
  { impact }: ExecutionTerms,
  units: number,
  volume: number,
  barVolatility: number,
): number {
  if (impact.model === 'none') return 0
  if (!(volume > 0)) return Number.NaN
  const share = units / volume
  return impact.model === 'linear' ? impact.coefficient * share : impact.coefficient * barVolatility * Math.sqrt(share)
}

/** The rate of the value traded before this fill, as a fraction. */
export function feeRate(fee: FeeTerms, tradedValue: number): number {
  let bps = fee.bps
  for (let tier = 0; tier < fee.tiers.length && tradedValue >= fee.tiers[tier]!.fromValue; tier++)
    bps = fee.tiers[tier]!.bps
  return bps / 10_000
}

export function feeOf(fee: FeeTerms, rate: number, units: number, price: number): number {
  return Math.max(fee.minimum, units * price * rate + units * fee.perUnit)
}

/** Units that `value` buys at `price`, its fees included. */
export function unitsFor(fee: FeeTerms, rate: number, value: number, price: number): number {
  const units = value / (price * (1 + rate) + fee.perUnit)
  if (fee.minimum === 0 || units * price * rate + units * fee.perUnit >= fee.minimum) return Math.max(0, units)
  return Math.max(0, (value - fee.minimum) / price)
}

/** The price paid: worse than the reference by a fraction of it. A sale brings no less than nothing. */
export function fillPrice(reference: number, side: number, worse: number): number {
  return Math.max(0, reference * (1 + side * worse))
}

export function readsVolume({ impact, volumeShare }: ExecutionTerms): boolean {
  return impact.model !== 'none' || volumeShare !== Number.POSITIVE_INFINITY
}

/** Most units that one fill may take of the volume; 0 without one. */
export function volumeCap({ volumeShare }: ExecutionTerms, volume: number): number {
  if (volumeShare === Number.POSITIVE_INFINITY) return volumeShare
  return volume > 0 ? volumeShare * volume : 0
}
