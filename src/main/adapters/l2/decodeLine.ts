import type { BookMessage, LevelText } from '../../../core/backtest/book/bookMessages.ts'

/** Fields of Binance's spot and USD-margined streams, as far as they are read. Everything may be missing: a file is not to be trusted. */
type Wire = {
  readonly e?: string
  readonly s?: string
  readonly E?: number
  readonly T?: number
  readonly U?: number
  readonly u?: number
  readonly pu?: number
  readonly b?: unknown
  readonly a?: unknown
  readonly bids?: unknown
  readonly asks?: unknown
  readonly lastUpdateId?: number
  readonly p?: string
  readonly q?: string
  readonly m?: boolean
}

/** `message` null: a line of another kind. */
export type DecodedLine = { readonly symbol: string | null; readonly message: BookMessage | null }

function levels(value: unknown): readonly LevelText[] | null {
  if (!Array.isArray(value)) return null
  for (const level of value)
    if (!Array.isArray(level) || typeof level[0] !== 'string' || typeof level[1] !== 'string') return null
  return value as readonly LevelText[]
}

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)

function snapshotOf(wire: Wire, localUs: number): BookMessage | null {
  const bids = levels(wire.bids)
  const asks = levels(wire.asks)
  if (!isNumber(wire.lastUpdateId) || bids === null || asks === null) return null
  const atMs = wire.T ?? wire.E
  const exchangeUs = isNumber(atMs) ? atMs * 1000 : localUs
  return { kind: 'snapshot', localUs, exchangeUs, last: wire.lastUpdateId, bids, asks }
}

function depthOf(wire: Wire, localUs: number): BookMessage | null {
  const bids = levels(wire.b)
  const asks = levels(wire.a)
  const atMs = wire.T ?? wire.E
  if (!isNumber(wire.U) || !isNumber(wire.u) || !isNumber(atMs) || bids === null || asks === null) return null
  const numbers = { first: wire.U, last: wire.u, before: isNumber(wire.pu) ? wire.pu : null }
  return { kind: 'depth', localUs, exchangeUs: atMs * 1000, numbers, bids, asks }
}

function tradeOf({ p, q, m, T, E }: Wire, localUs: number): BookMessage | null {
  const atMs = T ?? E
  if (typeof p !== 'string' || typeof q !== 'string' || typeof m !== 'boolean' || !isNumber(atMs)) return null
  return { kind: 'trade', localUs, exchangeUs: atMs * 1000, bought: !m, level: [p, q] }
}

/** One line of a recording; null where it is none: no time, broken JSON, fields missing. `m` says that the buyer was the maker. */
export function decodeLine(line: string): DecodedLine | null {
  const space = line.indexOf(' ')
  const time = line.slice(0, space)
  if (space < 4 || !/^\d+$/.test(time)) return null
  const localUs = Number(time.slice(0, -3))
  let parsed: unknown
  try {
    parsed = JSON.parse(line.slice(space + 1))
  } catch {
    return null
  }
  if (typeof parsed !== 'object' || parsed === null) return null
  const wire = (
    'data' in parsed && typeof parsed.data === 'object' && parsed.data !== null ? parsed.data : parsed
  ) as Wire
  const symbol = typeof wire.s === 'string' ? wire.s : null
  if (wire.lastUpdateId !== undefined) {
    const message = snapshotOf(wire, localUs)
    return message === null ? null : { symbol, message }
  }
  if (wire.e !== 'depthUpdate' && wire.e !== 'trade') return { symbol, message: null }
  const message = wire.e === 'trade' ? tradeOf(wire, localUs) : depthOf(wire, localUs)
  return message === null ? null : { symbol, message }
}
