import { type Layer, type LayerPlace, NO_SLOPE, type Weight, type Workshop } from './layer.ts'
import { gridOf, turned } from './matrixKernels.ts'
import { always, glorot } from './weightStarts.ts'

/** output = input x weight + bias at every step; `NAME.weight` is inputs x outputs. */
export function denseLayer(shop: Workshop, place: LayerPlace, start: Weight['start'] | null = null): Layer {
  const { name, steps, inputs, outputs, isFirst } = place
  const { kernels, room, capacity } = shop
  const weight = shop.weight(`${name}.weight`, [inputs, outputs], true, start ?? glorot(inputs, outputs))
  const bias = shop.weight(`${name}.bias`, [outputs], false, always(0))
  const output = room(steps * capacity * outputs)
  const inputSlope = isFirst ? NO_SLOPE : room(steps * capacity * inputs)
  let given = NO_SLOPE
  return {
    forward: (input, samples) => {
      given = input
      const rows = steps * samples
      fillRows(output, bias.values, rows)
      const size = { rows, depth: inputs, columns: outputs }
      kernels.multiply(size, gridOf(input, inputs), gridOf(weight.values, outputs), gridOf(output, outputs), true)
      return output
    },
    backward: (slope, samples) => {
      const rows = steps * samples
      const slopes = gridOf(slope, outputs)
      const own = { rows: inputs, depth: rows, columns: outputs }
      kernels.multiply(own, turned(gridOf(given, inputs)), slopes, gridOf(weight.gradient, outputs), true)
      addRows(bias.gradient, slope, rows)
      if (isFirst) return NO_SLOPE
      const back = { rows, depth: outputs, columns: inputs }
      kernels.multiply(back, slopes, turned(gridOf(weight.values, outputs)), gridOf(inputSlope, inputs), false)
      return inputSlope
    },
  }
}

/** Every row becomes the bias. */
export function fillRows(output: Float64Array, bias: Float64Array, rows: number, start = 0): void {
  const width = bias.length
  const end = start + rows * width
  for (let at = start; at < end; at += width) for (let j = 0; j < width; j++) output[at + j] = bias[j]!
}

/** Adds all rows, in order. */
export function addRows(sums: Float64Array, values: Float64Array, rows: number): void {
  const width = sums.length
  for (let at = 0; at < rows * width; at += width) for (let j = 0; j < width; j++) sums[j]! += values[at + j]!
}
