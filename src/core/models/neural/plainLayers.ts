import type { RandomStream } from '../../stats/seededStream.ts'
import { type Layer, type LayerPlace, NO_SLOPE, type Workshop } from './layer.ts'
import { positionTable } from './positionTable.ts'

/** max(x, 0). */
export function rectifier(shop: Workshop, steps: number, width: number): Layer {
  const output = shop.room(steps * shop.capacity * width)
  const inputSlope = shop.room(output.length)
  return {
    forward: (input, samples) => {
      const count = steps * samples * width
      for (let at = 0; at < count; at++) output[at] = Math.max(input[at]!, 0)
      return output
    },
    backward: (slope, samples) => {
      const count = steps * samples * width
      for (let at = 0; at < count; at++) inputSlope[at] = output[at]! > 0 ? slope[at]! : 0
      return inputSlope
    },
  }
}

/** In training each value is 0 with probability `rate`, the others are divided by 1 - rate (Srivastava et al. 2014); afterwards all pass as they are. */
export function dropout(shop: Workshop, steps: number, width: number, rate: number): Layer {
  if (rate === 0) return { forward: (input) => input, backward: (slope) => slope }
  const factor = shop.room(steps * shop.capacity * width)
  const output = shop.room(factor.length)
  const inputSlope = shop.room(factor.length)
  return {
    forward: (input, samples, chance: RandomStream | null) => {
      const count = steps * samples * width
      if (chance === null) factor.fill(1)
      else for (let at = 0; at < count; at++) factor[at] = chance.nextUniform() < rate ? 0 : 1 / (1 - rate)
      for (let at = 0; at < count; at++) output[at] = input[at]! * factor[at]!
      return output
    },
    backward: (slope, samples) => {
      const count = steps * samples * width
      for (let at = 0; at < count; at++) inputSlope[at] = slope[at]! * factor[at]!
      return inputSlope
    },
  }
}

/** inner(x) + shortcut(x); without a shortcut x itself is added. */
export function residual(shop: Workshop, place: Omit<LayerPlace, 'name'>, inner: Layer, shortcut: Layer | null): Layer {
  const { steps, inputs, outputs, isFirst } = place
  const output = shop.room(steps * shop.capacity * outputs)
  const inputSlope = isFirst ? NO_SLOPE : shop.room(steps * shop.capacity * inputs)
  return {
    forward: (input, samples, chance) => {
      const direct = shortcut === null ? input : shortcut.forward(input, samples, chance)
      const changed = inner.forward(input, samples, chance)
      const count = steps * samples * outputs
      for (let at = 0; at < count; at++) output[at] = direct[at]! + changed[at]!
      return output
    },
    backward: (slope, samples) => {
      const direct = shortcut === null ? slope : shortcut.backward(slope, samples)
      const changed = inner.backward(slope, samples)
      const count = isFirst ? 0 : steps * samples * inputs
      for (let at = 0; at < count; at++) inputSlope[at] = direct[at]! + changed[at]!
      return inputSlope
    },
  }
}

/** The newest step alone. */
export function lastStep(shop: Workshop, steps: number, width: number): Layer {
  const inputSlope = shop.room(steps * shop.capacity * width)
  return {
    forward: (input, samples) => input.subarray((steps - 1) * samples * width, steps * samples * width),
    backward: (slope, samples) => {
      inputSlope.fill(0)
      inputSlope.set(slope.subarray(0, samples * width), (steps - 1) * samples * width)
      return inputSlope
    },
  }
}

/** Adds sin and cos of the step at wave lengths of 2 pi to 20,000 pi steps (Vaswani et al. 2017); step 0 is the oldest of the window. */
export function positions(shop: Workshop, steps: number, width: number): Layer {
  const output = shop.room(steps * shop.capacity * width)
  const table = positionTable(steps, width)
  return {
    forward: (input, samples) => {
      for (let step = 0; step < steps; step++)
        for (let sample = 0; sample < samples; sample++) {
          const from = (step * samples + sample) * width
          for (let j = 0; j < width; j++) output[from + j] = input[from + j]! + table[step * width + j]!
        }
      return output
    },
    backward: (slope) => slope,
  }
}
