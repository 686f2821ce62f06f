import type { JoinedColumn, MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../core/features/matrix/matrixInputs.ts'
import type { LegColumns } from '../../../core/market/pairColumns.ts'

/** What is looked at: the newest rows of some instruments. `draw` gives whole numbers from 0 below a limit, the same for the same matrix. */
export type ProbedPart = {
  readonly inputs: MatrixInputs
  readonly places: readonly number[]
  readonly draw: (limit: number) => number
}

const MOST_INSTRUMENTS = 3
const LEAST_ROWS = 5_000
/** Of the longest warm-up: so much history shows what a feature does after it. */
const WARM_UPS = 4

/** `words` may name further instruments in brackets. */
export function probedPart({
  inputs,
  symbols,
  features,
  words,
  sha256,
}: {
  readonly inputs: MatrixInputs
  readonly symbols: readonly string[]
  readonly features: readonly MatrixFeature[]
  readonly words: string
  readonly sha256: string
}): ProbedPart {
  const named = [...features.map(({ formula, name }) => `${name} ${formula}`), words].join(' ')
  const all = symbols.map((_, place) => place)
  const chosen = new Set([...all.slice(0, MOST_INSTRUMENTS - 1), ...all.slice(-1)])
  symbols.forEach((symbol, place) => {
    if (named.includes(`(${symbol})`)) chosen.add(place)
  })
  const length = inputs.market.timeMs.length
  const warmUp = features.reduce((most, { warmupBars }) => Math.max(most, warmupBars), 0)
  const from = Math.max(0, length - Math.max(LEAST_ROWS, WARM_UPS * warmUp))
  const part = onlyInstruments(slicedInputs(inputs, from, length), chosen)
  return { inputs: part, places: [...chosen].sort((a, b) => a - b), draw: drawsOf(sha256) }
}

/** Whole numbers from the digits of a hash, and from what follows them (Marsaglia 2003, xorshift). */
function drawsOf(sha256: string): (limit: number) => number {
  let state = Number.parseInt(sha256.slice(0, 8), 16) | 1
  return (limit) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % Math.max(1, limit)
  }
}

type Change = (values: Float64Array, kind: 'price' | 'volume' | 'joined' | 'age', place: number) => Float64Array

/** Rows [from, to) of everything. Copies nothing. */
export function slicedInputs({ market, calendars, joined }: MatrixInputs, from: number, to: number): MatrixInputs {
  const changed = mapped({ market, calendars, joined }, (values) => values.subarray(from, to))
  return { ...changed, market: { ...changed.market, timeMs: market.timeMs.subarray(from, to) } }
}

/** Other prices, volumes and joined values from a row on, the same missing; every bar still has low <= open, close <= high. */
export function garbledInputs(inputs: MatrixInputs, from: number): MatrixInputs {
  return mapped(inputs, (values, kind, place) =>
    kind === 'age'
      ? values
      : values.map((value, row) =>
          row < from ? value : value * factorOf(row, place, kind) + (kind === 'volume' ? 1 : 0),
        ),
  )
}

/** Only some instruments; the others keep their places and have no bar. */
function onlyInstruments(inputs: MatrixInputs, places: ReadonlySet<number>): MatrixInputs {
  const none = new Float64Array(inputs.market.timeMs.length).fill(Number.NaN)
  return mapped(inputs, (values, _, place) => (places.has(place) ? values : none))
}

function mapped({ market, calendars, joined }: MatrixInputs, change: Change): MatrixInputs {
  const leg = ({ open, high, low, close, volume }: LegColumns, place: number): LegColumns => ({
    open: change(open, 'price', place),
    high: change(high, 'price', place),
    low: change(low, 'price', place),
    close: change(close, 'price', place),
    volume: change(volume, 'volume', place),
  })
  const join = (columns: ReadonlyMap<string, JoinedColumn>, place: number) =>
    new Map(
      [...columns].map(([name, { values, ageMs }]) => [
        name,
        { values: change(values, 'joined', place), ageMs: change(ageMs, 'age', place) },
      ]),
    )
  return {
    market: { ...market, instruments: market.instruments.map(leg) },
    calendars,
    joined: joined.map(join),
  }
}

/** A fixed pattern of row and instrument, from 0.5 to 1.5; volumes another one. */
function factorOf(row: number, place: number, kind: 'price' | 'volume' | 'joined' | 'age'): number {
  const salt = kind === 'price' ? 1 : kind === 'volume' ? 2 : 3
  const mixed = Math.imul(Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(place * 4 + salt, 0x85ebca6b), 0xc2b2ae35)
  return 0.5 + ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296
}
