import { denseLayer } from './denseLayer.ts'
import type { Layer, Workshop } from './layer.ts'
import { gridOf, type MatrixKernels, turned } from './matrixKernels.ts'

/**
 * Scaled dot-product attention of several heads (Vaswani et al. 2017): softmax(Q K' / sqrt(width / heads)) V, joined and projected. Every step sees every
 * other of its window, which ends at the row that is predicted: nothing in it is later. `NAME.query`, `.key`, `.value`, `.output` are dense layers.
 */
export function attentionLayer(shop: Workshop, name: string, steps: number, width: number, heads: number): Layer {
  const part = (suffix: string) =>
    denseLayer(shop, { name: `${name}.${suffix}`, steps, inputs: width, outputs: width, isFirst: false })
  const [query, key, value, output] = [part('query'), part('key'), part('value'), part('output')]
  const cells = steps * shop.capacity * width
  const joined = shop.room(cells)
  const slopes = { query: shop.room(cells), key: shop.room(cells), value: shop.room(cells) }
  const inputSlope = shop.room(cells)
  const weights = shop.room(shop.capacity * heads * steps * steps)
  const head = headRooms(shop, steps, width / heads)
  const scale = 1 / Math.sqrt(width / heads)
  let held = { query: joined, key: joined, value: joined }
  const eachHead = (samples: number, work: (place: HeadPlace, at: number) => void) => {
    for (let sample = 0; sample < samples; sample++)
      for (let one = 0; one < heads; one++) {
        const place = {
          start: sample * width + (one * width) / heads,
          step: samples * width,
          steps,
          size: width / heads,
        }
        work(place, (sample * heads + one) * steps * steps)
      }
  }
  return {
    forward: (input, samples, chance) => {
      held = {
        query: query.forward(input, samples, chance),
        key: key.forward(input, samples, chance),
        value: value.forward(input, samples, chance),
      }
      eachHead(samples, (place, at) => {
        takeHeads(head, held, place, scale)
        attend(shop.kernels, head, weights, at, place)
        put(joined, head.result, place, 1)
      })
      return output.forward(joined, samples, chance)
    },
    backward: (slope, samples) => {
      const joinedSlope = output.backward(slope, samples)
      eachHead(samples, (place, at) => {
        takeHeads(head, held, place, scale)
        take(head.result, joinedSlope, place, 1)
        attendBack(shop.kernels, head, weights, at, place)
        put(slopes.query, head.querySlope, place, scale)
        put(slopes.key, head.keySlope, place, 1)
        put(slopes.value, head.valueSlope, place, 1)
      })
      const one = query.backward(slopes.query, samples)
      const two = key.backward(slopes.key, samples)
      const three = value.backward(slopes.value, samples)
      for (let at = 0; at < steps * samples * width; at++) inputSlope[at] = one[at]! + two[at]! + three[at]!
      return inputSlope
    },
  }
}

/** Where one head of one sample lies in lines of all. */
type HeadPlace = { readonly start: number; readonly step: number; readonly steps: number; readonly size: number }

/** One head of one sample, its steps side by side. */
type HeadRooms = {
  readonly query: Float64Array
  readonly key: Float64Array
  readonly value: Float64Array
  readonly result: Float64Array
  readonly querySlope: Float64Array
  readonly keySlope: Float64Array
  readonly valueSlope: Float64Array
  readonly slope: Float64Array
}

function headRooms({ room }: Workshop, steps: number, size: number): HeadRooms {
  const one = () => room(steps * size)
  return {
    query: one(),
    key: one(),
    value: one(),
    result: one(),
    querySlope: one(),
    keySlope: one(),
    valueSlope: one(),
    slope: room(steps * steps),
  }
}

function takeHeads(
  head: HeadRooms,
  from: { readonly query: Float64Array; readonly key: Float64Array; readonly value: Float64Array },
  place: HeadPlace,
  scale: number,
): void {
  take(head.query, from.query, place, scale)
  take(head.key, from.key, place, 1)
  take(head.value, from.value, place, 1)
}

function take(out: Float64Array, from: Float64Array, { start, step, steps, size }: HeadPlace, factor: number): void {
  for (let row = 0; row < steps; row++)
    for (let j = 0; j < size; j++) out[row * size + j] = from[start + row * step + j]! * factor
}

function put(out: Float64Array, from: Float64Array, { start, step, steps, size }: HeadPlace, factor: number): void {
  for (let row = 0; row < steps; row++)
    for (let j = 0; j < size; j++) out[start + row * step + j] = from[row * size + j]! * factor
}

/** `weights` from `at` on become the softmax of each row; the head's result their mean of the values. */
function attend(
  kernels: MatrixKernels,
  head: HeadRooms,
  weights: Float64Array,
  at: number,
  { steps, size }: HeadPlace,
): void {
  const grid = gridOf(weights, steps, at)
  const likeness = { rows: steps, depth: size, columns: steps }
  kernels.multiply(likeness, gridOf(head.query, size), turned(gridOf(head.key, size)), grid, false)
  for (let from = at; from < at + steps * steps; from += steps) {
    let most = Number.NEGATIVE_INFINITY
    for (let j = from; j < from + steps; j++) most = Math.max(most, weights[j]!)
    for (let j = from; j < from + steps; j++) weights[j]! -= most
  }
  kernels.exponential(steps, steps, grid)
  for (let from = at; from < at + steps * steps; from += steps) {
    let sum = 0
    for (let j = from; j < from + steps; j++) sum += weights[j]!
    for (let j = from; j < from + steps; j++) weights[j]! /= sum
  }
  const mean = { rows: steps, depth: steps, columns: size }
  kernels.multiply(mean, grid, gridOf(head.value, size), gridOf(head.result, size), false)
}

/** `head.result` holds the slope against the result. */
function attendBack(
  kernels: MatrixKernels,
  head: HeadRooms,
  weights: Float64Array,
  at: number,
  { steps, size }: HeadPlace,
): void {
  const grid = gridOf(weights, steps, at)
  const slope = gridOf(head.slope, steps)
  const result = gridOf(head.result, size)
  const narrow = { rows: steps, depth: steps, columns: size }
  kernels.multiply(narrow, turned(grid), result, gridOf(head.valueSlope, size), false)
  const square = { rows: steps, depth: size, columns: steps }
  kernels.multiply(square, result, turned(gridOf(head.value, size)), slope, false)
  for (let row = 0; row < steps; row++) {
    let along = 0
    for (let j = 0; j < steps; j++) along += head.slope[row * steps + j]! * weights[at + row * steps + j]!
    for (let j = 0; j < steps; j++) {
      head.slope[row * steps + j] = weights[at + row * steps + j]! * (head.slope[row * steps + j]! - along)
    }
  }
  kernels.multiply(narrow, slope, gridOf(head.key, size), gridOf(head.querySlope, size), false)
  kernels.multiply(narrow, turned(slope), gridOf(head.query, size), gridOf(head.keySlope, size), false)
}
