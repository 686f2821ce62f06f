import type { MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../core/features/matrix/matrixInputs.ts'
import type { InputShape } from '../../../core/validation/leakInputs.ts'
import { tailFrom } from '../../../core/validation/leakProbe.ts'
import { MARKET_SHAPE } from '../../../core/validation/leakShapes.ts'

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
  const part = onlyInstruments(tailFrom(MATRIX_SHAPE, inputs, from), chosen)
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

/** Every column that a feature may read. How old a joined value is, is known with the clock. */
export const MATRIX_SHAPE: InputShape<MatrixInputs> = {
  rows: ({ market }) => market.timeMs.length,
  changed: ({ market, calendars, joined }, change) => ({
    market: MARKET_SHAPE.changed(market, change),
    calendars,
    joined: joined.map(
      (columns, place) =>
        new Map(
          [...columns].map(([name, { values, ageMs }]) => [
            name,
            { values: change.numbers(values, 'value', place), ageMs: change.numbers(ageMs, 'clock', place) },
          ]),
        ),
    ),
  }),
}

/** Only some instruments; the others keep their places and have no bar. */
function onlyInstruments(inputs: MatrixInputs, places: ReadonlySet<number>): MatrixInputs {
  const none = new Float64Array(inputs.market.timeMs.length).fill(Number.NaN)
  return MATRIX_SHAPE.changed(inputs, {
    numbers: (values, kind, place) => (places.has(place) || kind === 'clock' ? values : none),
    flags: (values) => values,
  })
}
