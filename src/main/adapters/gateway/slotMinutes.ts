import type { RandomStream } from '../../../core/stats/seededStream.ts'
import type { Slot } from './slotSeries.ts'

/** Minute bars that make up a base bar exactly: same first open, highest high, lowest low, last close, sums of sizes and trades. */
export function slotMinutes(slot: Slot, minutes: number, stream: RandomStream): Slot[] {
  const highAt = stream.nextInt(minutes)
  const lowAt = (highAt + 1 + stream.nextInt(minutes - 1)) % minutes
  const closes = minuteCloses(slot, minutes, highAt, lowAt, stream)
  const shares = cumulativeShares(minutes, stream)
  const bars: Slot[] = []
  for (let k = 0; k < minutes; k++) {
    const open = k === 0 ? slot.open : closes[k - 1]!
    const close = closes[k]!
    const reach = 0.05 * (slot.high - slot.low) * stream.nextUniform()
    bars.push({
      open,
      close,
      high: k === highAt ? slot.high : Math.min(slot.high, Math.max(open, close) + reach),
      low: k === lowAt ? slot.low : Math.max(slot.low, Math.min(open, close) - reach),
      units: Math.floor(slot.units * shares[k + 1]!) - Math.floor(slot.units * shares[k]!),
      trades: Math.floor(slot.trades * shares[k + 1]!) - Math.floor(slot.trades * shares[k]!),
    })
  }
  return bars
}

/** Straight lines from the open over both extremes to the close, with noise that stays within the bar. */
function minuteCloses(slot: Slot, minutes: number, highAt: number, lowAt: number, stream: RandomStream): number[] {
  const high = { at: highAt + 0.5, price: slot.high }
  const low = { at: lowAt + 0.5, price: slot.low }
  const points = [
    { at: 0, price: slot.open },
    ...(highAt < lowAt ? [high, low] : [low, high]),
    { at: minutes, price: slot.close },
  ]
  const closes: number[] = []
  let piece = 0
  for (let k = 1; k < minutes; k++) {
    while (points[piece + 1]!.at < k) piece++
    const from = points[piece]!
    const to = points[piece + 1]!
    const line = from.price + ((to.price - from.price) * (k - from.at)) / (to.at - from.at)
    const noisy = line + 0.08 * (slot.high - slot.low) * stream.nextNormal()
    closes.push(Math.min(slot.high, Math.max(slot.low, noisy)))
  }
  closes.push(slot.close)
  return closes
}

/** From 0 to exactly 1 in `count` steps. */
function cumulativeShares(count: number, stream: RandomStream): number[] {
  const weights = Array.from({ length: count }, () => 0.2 + stream.nextUniform())
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const shares = [0]
  let sum = 0
  for (const weight of weights) {
    sum += weight
    shares.push(Math.min(1, sum / total))
  }
  shares[count] = 1
  return shares
}
