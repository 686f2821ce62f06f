import type { SampleLeg } from '../../../core/market/sampleMarket.ts'
import { generateSample } from '../../../core/market/sampleMarket.ts'
import { createStream } from '../../../core/stats/seededStream.ts'

/** A base bar. Sizes are whole units (hundred-millionths of a coin, single shares), so that parts add up exactly. */
export type Slot = {
  readonly open: number
  readonly high: number
  readonly low: number
  readonly close: number
  readonly units: number
  readonly trades: number
}

export type SlotSource = {
  readonly seed: number
  readonly intervalMs: number
  readonly startMs: number
}

/** The two legs of a sample market, grown on demand: a longer sample begins with the shorter one. */
export function slotLegs(source: SlotSource): (leg: 0 | 1, index: number) => SampleLeg {
  let bars = 0
  let legs: readonly [SampleLeg, SampleLeg] | null = null
  return (leg, index) => {
    if (legs === null || index >= bars) {
      bars = Math.ceil((index + 1) / 8192) * 8192
      const { seed, intervalMs, startMs } = source
      const sample = generateSample({ kind: 'market', strength: 0, seed, bars, intervalMs, startMs })
      legs = [sample.primary, sample.secondary]
    }
    return legs[leg]
  }
}

export const SLOT_TRADED = 0
export const SLOT_MISSING = 1
export const SLOT_FLAT = 2

/** Which base bars saw no trade: a share of them is not there at all, the same share is a flat row of size 0. */
export function slotStates(seed: number, name: string, quietShare: number): (index: number) => number {
  let states = new Uint8Array(0)
  return (index) => {
    if (index >= states.length) {
      states = new Uint8Array(Math.ceil((index + 1) / 8192) * 8192)
      const stream = createStream(seed, `quiet.${name}`)
      for (let i = 0; i < states.length; i++) {
        const draw = stream.nextUniform()
        states[i] = draw < quietShare ? SLOT_MISSING : draw < 2 * quietShare ? SLOT_FLAT : SLOT_TRADED
      }
    }
    return states[index]!
  }
}

export type SlotScale = {
  readonly firstPrice: number
  /** Power of the price: below 1 the market is calmer than the sample market. */
  readonly calm: number
  readonly priceFactor: number
  readonly unitsFactor: number
}

/** A base bar of the leg in the instrument's own prices; a power of the price keeps highs above lows. */
export function slotOf(leg: SampleLeg, index: number, flat: boolean, scale: SlotScale): Slot {
  const origin = leg.open[0]!
  const price = (value: number) => scale.firstPrice * scale.priceFactor * (value / origin) ** scale.calm
  const open = price(leg.open[index]!)
  if (flat) return { open, high: open, low: open, close: open, units: 0, trades: 0 }
  const units = Math.max(1, Math.round(leg.volume[index]! * scale.unitsFactor))
  const trades = 1 + Math.floor(leg.volume[index]! * 1.7)
  return {
    open,
    high: price(leg.high[index]!),
    low: price(leg.low[index]!),
    close: price(leg.close[index]!),
    units,
    trades,
  }
}
