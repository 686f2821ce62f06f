import type { BitColumn } from './bitColumn.ts'
import { createBits, whereBegins, whereGreater, whereNot } from './bitColumn.ts'
import { bootstrapStream } from './bootstrapStream.ts'
import type { Kernels } from './kernels.ts'
import { BOOTSTRAP_FIGURES } from './kernels.ts'

export function createJavascriptKernels(): Kernels {
  return {
    kind: 'javascript',
    column: (length) => new Float64Array(length),
    bits: createBits,
    settle: () => undefined,
    forget: () => undefined,
    crossings,
    whereGreater,
    bootstrapFigures,
  }
}

function crossings(left: Float64Array, right: Float64Array, begins: BitColumn, fails: BitColumn): void {
  const holds = whereGreater(left, right, fails)
  whereBegins(holds, begins)
  whereNot(holds, left.length, fails)
}

function bootstrapFigures(
  returns: Float64Array,
  firstSeed: number,
  resamples: number,
  restartShare: number,
): Float64Array {
  const figures = new Float64Array(resamples * BOOTSTRAP_FIGURES)
  const threshold = Math.floor(restartShare * 2 ** 32)
  for (let resample = 0; resample < resamples; resample++)
    writeResample(returns, firstSeed + resample, threshold, figures, resample * BOOTSTRAP_FIGURES)
  return figures
}

function writeResample(returns: Float64Array, seed: number, threshold: number, out: Float64Array, at: number): void {
  const { next } = bootstrapStream(seed)
  const count = returns.length
  let index = 0
  let sum = 0
  let square = 0
  let equity = 1
  let peak = 1
  let lowest = 1
  for (let step = 0; step < count; step++) {
    if (step === 0 || next() < threshold) index = scaledDraw(next(), count)
    else index = index + 1 === count ? 0 : index + 1
    const value = returns[index]!
    sum += value
    square += value * value
    equity += equity * value
    if (equity > peak) peak = equity
    else if (equity < lowest * peak) lowest = equity / peak
  }
  const mean = sum / count
  out[at] = mean
  out[at + 1] = Math.sqrt((square - count * mean * mean) / (count - 1))
  out[at + 2] = lowest
}

/** floor(draw x count / 2^32), exact though the product may need 63 bits. */
function scaledDraw(draw: number, count: number): number {
  const low = (draw & 0xffff) * count
  return Math.floor(((draw >>> 16) * count + Math.floor(low / 65_536)) / 65_536)
}
