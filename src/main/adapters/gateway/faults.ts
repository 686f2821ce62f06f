import { createStream } from '../../../core/stats/seededStream.ts'
import type { BendBars } from './answerRequest.ts'
import type { GatewayBars } from './gatewayMarket.ts'
import type { GatewayRequest } from './gatewayRequest.ts'

export const FAULT_KINDS = [
  'pacing',
  'no-data',
  'no-permission',
  /** 162 in another language, with wording that nobody knows. */
  'foreign-text',
  'silence',
  'disconnect-mid-chunk',
  /** Half of the answer's frame, then the socket closes. */
  'half-frame',
  /** A bar is listed twice, identical. */
  'duplicate-bars',
  /** The newest two bars of this one answer have other prices than the truth. */
  'differing-seam',
  'out-of-order',
  /** 1100, no answer, 1101 later. */
  'upstream-lost',
  /** 1100, no answer, 1102 later. */
  'upstream-kept',
  /** The socket closes, and its client id is refused for a while. */
  'client-id-taken',
  /** All sockets close, and nobody listens for minutes. */
  'nightly-restart',
  /** 200, wrongly. */
  'unknown-contract',
  /** The answer comes after 20 to 50 s. */
  'slow',
  /** The answer comes after 70 to 100 s. */
  'late',
] as const

export type FaultKind = (typeof FAULT_KINDS)[number]
export type RequestKind = GatewayRequest['kind']

/** `index` counts the questions for contracts, heads, schedules and bars, from 0, over the life of the gateway. */
export type FaultPlan = (request: {
  readonly index: number
  readonly kind: RequestKind
  readonly symbol: string
}) => FaultKind | null

export const noFaults: FaultPlan = () => null

const FOR_BARS: readonly FaultKind[] = ['duplicate-bars', 'differing-seam', 'out-of-order']
const FOR_HISTORY: readonly FaultKind[] = ['pacing', 'no-data', 'no-permission', 'foreign-text']

/** Whether a real gateway could do that to such a question. */
export function faultApplies(fault: FaultKind, kind: RequestKind): boolean {
  if (FOR_BARS.includes(fault)) return kind === 'bars'
  return kind !== 'contract' || !FOR_HISTORY.includes(fault)
}

/** A share of the questions goes wrong, each in one of the ways that apply to it. Same seed and index, same fault. */
export function randomFaults(options: {
  readonly seed: number
  readonly share: number
  readonly kinds: readonly FaultKind[]
}): FaultPlan {
  return ({ index, kind }) => {
    const stream = createStream(options.seed, `fault.${index}`)
    const kinds = options.kinds.filter((fault) => faultApplies(fault, kind))
    return stream.nextUniform() < options.share && kinds.length > 0 ? kinds[stream.nextInt(kinds.length)]! : null
  }
}

/** What the fault does to the bars of an answer. */
export function bendOf(fault: FaultKind | null): BendBars {
  if (fault === 'duplicate-bars') return duplicated
  if (fault === 'differing-seam') return differing
  return fault === 'out-of-order' ? shuffled : (bars) => bars
}

/** A bar in the middle twice, and the last one twice. */
function duplicated(bars: GatewayBars): GatewayBars {
  const last = bars.timeMs.length - 1
  const places = Array.from(bars.timeMs, (_, t) => t)
  if (last >= 0) places.splice(Math.floor(last / 2), 0, Math.floor(last / 2))
  return picked(bars, [...places, ...(last >= 0 ? [last] : [])])
}

/** Halves change places, and the bars of the last half are reversed. */
function shuffled(bars: GatewayBars): GatewayBars {
  const places = Array.from(bars.timeMs, (_, t) => t)
  const half = Math.floor(places.length / 2)
  return picked(bars, [...places.slice(half).reverse(), ...places.slice(0, half)])
}

function differing(bars: GatewayBars): GatewayBars {
  const from = bars.timeMs.length - 2
  const move = (column: Float64Array) => column.map((price, t) => (t < from ? price : Math.round(price * 1.01 * 4) / 4))
  return { ...bars, open: move(bars.open), high: move(bars.high), low: move(bars.low), close: move(bars.close) }
}

function picked(bars: GatewayBars, places: readonly number[]): GatewayBars {
  const pick = (column: Float64Array) => Float64Array.from(places, (place) => column[place]!)
  return {
    timeMs: pick(bars.timeMs),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
    trades: pick(bars.trades),
  }
}
