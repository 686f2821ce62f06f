import { addRows, fillRows } from './denseLayer.ts'
import { type Layer, type LayerPlace, NO_SLOPE, type Workshop } from './layer.ts'
import { gridOf, turned } from './matrixKernels.ts'
import { always, he } from './weightStarts.ts'

/**
 * Dilated causal convolution: output(t) = bias + sum over taps of input(t - (taps - 1 - tap) * dilation) x weight(tap); the last tap is the step itself.
 * Before the window stand zeros. `NAME.weight` is taps x inputs x outputs.
 */
export function causalConvolution(shop: Workshop, place: LayerPlace, taps: number, dilation: number): Layer {
  const { name, steps, inputs, outputs, isFirst } = place
  const { kernels, room, capacity } = shop
  const weight = shop.weight(`${name}.weight`, [taps, inputs, outputs], true, he(taps * inputs))
  const bias = shop.weight(`${name}.bias`, [outputs], false, always(0))
  const output = room(steps * capacity * outputs)
  const inputSlope = isFirst ? NO_SLOPE : room(steps * capacity * inputs)
  let given = NO_SLOPE
  /** Each tap with the lines it reads and writes: a shift in time is a shift by whole steps. */
  const eachTap = (samples: number, work: (rows: number, later: number, start: number) => void) => {
    for (let tap = 0; tap < taps; tap++) {
      const back = (taps - 1 - tap) * dilation
      if (back < steps) work((steps - back) * samples, back * samples, tap * inputs * outputs)
    }
  }
  return {
    forward: (input, samples) => {
      given = input
      fillRows(output, bias.values, steps * samples)
      eachTap(samples, (rows, later, start) => {
        const out = gridOf(output, outputs, later * outputs)
        const size = { rows, depth: inputs, columns: outputs }
        kernels.multiply(size, gridOf(input, inputs), gridOf(weight.values, outputs, start), out, true)
      })
      return output
    },
    backward: (slope, samples) => {
      addRows(bias.gradient, slope, steps * samples)
      inputSlope.fill(0)
      eachTap(samples, (rows, later, start) => {
        const slopes = gridOf(slope, outputs, later * outputs)
        const own = { rows: inputs, depth: rows, columns: outputs }
        kernels.multiply(own, turned(gridOf(given, inputs)), slopes, gridOf(weight.gradient, outputs, start), true)
        if (isFirst) return
        const back = { rows, depth: outputs, columns: inputs }
        const weights = turned(gridOf(weight.values, outputs, start))
        kernels.multiply(back, slopes, weights, gridOf(inputSlope, inputs), true)
      })
      return inputSlope
    },
  }
}
