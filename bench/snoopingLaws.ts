import type { RandomStream } from '../src/core/stats/seededStream.ts'

const COLUMNS = 20
export const PERIODS = 250
const BURN_IN = 100

/** A kind of noise without any mean, and the mean block with which it is resampled. */
export type Law = {
  readonly name: string
  readonly meanBlock: number
  /** What has goals; the rest is told. `sized`: only those tests that study each resample by its own error. */
  readonly judged: 'all' | 'sized' | 'none'
  readonly draw: (stream: RandomStream) => readonly Float64Array[]
}

export const LAWS: readonly Law[] = [
  { name: 'iid', meanBlock: 1, judged: 'all', draw: (stream) => manyColumns(stream, independent) },
  { name: 'iid-block-5', meanBlock: 5, judged: 'all', draw: (stream) => manyColumns(stream, independent) },
  { name: 'iid-block-10', meanBlock: 10, judged: 'sized', draw: (stream) => manyColumns(stream, independent) },
  { name: 'correlated', meanBlock: 5, judged: 'none', draw: correlated },
  { name: 'ar-0.3', meanBlock: 10, judged: 'none', draw: (stream) => manyColumns(stream, autoregressive) },
  { name: 'garch', meanBlock: 5, judged: 'none', draw: (stream) => manyColumns(stream, clustered) },
]

function manyColumns(
  stream: RandomStream,
  column: (stream: RandomStream, out: Float64Array) => void,
): readonly Float64Array[] {
  return Array.from({ length: COLUMNS }, () => {
    const out = new Float64Array(PERIODS)
    column(stream, out)
    return out
  })
}

function independent(stream: RandomStream, out: Float64Array): void {
  for (let t = 0; t < out.length; t += 1) out[t] = stream.nextNormal()
}

function correlated(stream: RandomStream): readonly Float64Array[] {
  const market = new Float64Array(PERIODS)
  independent(stream, market)
  return manyColumns(stream, (own, out) => {
    for (let t = 0; t < out.length; t += 1) out[t] = Math.SQRT1_2 * (market[t]! + own.nextNormal())
  })
}

function autoregressive(stream: RandomStream, out: Float64Array): void {
  let last = 0
  for (let t = -BURN_IN; t < out.length; t += 1) {
    last = 0.3 * last + stream.nextNormal()
    if (t >= 0) out[t] = last
  }
}

/** GARCH(1, 1) of Bollerslev 1986 with a variance of 1 in the long run: 0.05 + 0.10 e^2 + 0.85 h. */
function clustered(stream: RandomStream, out: Float64Array): void {
  let variance = 1
  for (let t = -BURN_IN; t < out.length; t += 1) {
    const value = Math.sqrt(variance) * stream.nextNormal()
    variance = 0.05 + 0.1 * value * value + 0.85 * variance
    if (t >= 0) out[t] = value
  }
}
