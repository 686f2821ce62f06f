import type { Layer, Workshop } from './layer.ts'
import { always } from './weightStarts.ts'

/** Added to the variance. */
const EPSILON = 1e-5

/** Layer normalisation (Ba, Kiros & Hinton 2016): every position is centred and divided by its deviation (ddof 0), then scaled and shifted by column. */
export function normLayer(shop: Workshop, name: string, steps: number, width: number): Layer {
  const scale = shop.weight(`${name}.scale`, [width], false, always(1))
  const shift = shop.weight(`${name}.shift`, [width], false, always(0))
  const rooms = steps * shop.capacity
  const scaled = shop.room(rooms * width)
  const inverse = shop.room(rooms)
  const output = shop.room(rooms * width)
  const inputSlope = shop.room(rooms * width)
  return {
    forward: (input, samples) => {
      for (let row = 0; row < steps * samples; row++) {
        const from = row * width
        let mean = 0
        for (let j = 0; j < width; j++) mean += input[from + j]!
        mean /= width
        let squares = 0
        for (let j = 0; j < width; j++) squares += (input[from + j]! - mean) * (input[from + j]! - mean)
        const factor = 1 / Math.sqrt(squares / width + EPSILON)
        inverse[row] = factor
        for (let j = 0; j < width; j++) {
          const value = (input[from + j]! - mean) * factor
          scaled[from + j] = value
          output[from + j] = value * scale.values[j]! + shift.values[j]!
        }
      }
      return output
    },
    backward: (slope, samples) => {
      for (let row = 0; row < steps * samples; row++) {
        const from = row * width
        let sum = 0
        let along = 0
        for (let j = 0; j < width; j++) {
          const own = slope[from + j]!
          const value = scaled[from + j]!
          scale.gradient[j]! += own * value
          shift.gradient[j]! += own
          sum += own * scale.values[j]!
          along += own * scale.values[j]! * value
        }
        for (let j = 0; j < width; j++) {
          const own = slope[from + j]! * scale.values[j]!
          inputSlope[from + j] = inverse[row]! * (own - sum / width - (scaled[from + j]! * along) / width)
        }
      }
      return inputSlope
    },
  }
}
