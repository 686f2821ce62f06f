import { addRows, fillRows } from './denseLayer.ts'
import { type Layer, type LayerPlace, NO_SLOPE, type Workshop } from './layer.ts'
import { gridOf, type MatrixKernels, turned } from './matrixKernels.ts'
import { glorot } from './weightStarts.ts'

/**
 * Long short-term memory (Hochreiter & Schmidhuber 1997; forget gate of Gers et al. 2000), gates in the order of ONNX: input, output, forget, cell.
 * [i o f g] = [s s s tanh](x W + h R + b); c = f c' + i g; h = o tanh(c); h and c are 0 before the window. No peepholes.
 * `NAME.input` is inputs x 4 units, `NAME.recurrent` units x 4 units, one bias, of which the forget gate's begins at 1 (Jozefowicz et al. 2015).
 */
export function lstmLayer(shop: Workshop, place: LayerPlace): Layer {
  const { name, steps, inputs, outputs: units, isFirst } = place
  const { kernels, room, capacity } = shop
  const width = 4 * units
  const input = shop.weight(`${name}.input`, [inputs, width], true, glorot(inputs, units))
  const recurrent = shop.weight(`${name}.recurrent`, [units, width], true, glorot(units, units))
  const isForget = (at: number) => at >= 2 * units && at < 3 * units
  const bias = shop.weight(`${name}.bias`, [width], false, (at) => (isForget(at) ? 1 : 0))
  const positions = steps * capacity
  const gates = room(positions * width)
  const slopes = room(positions * width)
  // Of the step before the window, too: zeros.
  const cells = room((positions + capacity) * units)
  const bent = room(positions * units)
  const hidden = room((positions + capacity) * units)
  const hiddenSlope = room(capacity * units)
  const cellSlope = room(capacity * units)
  const inputSlope = isFirst ? NO_SLOPE : room(positions * inputs)
  const state: LstmState = { units, gates, slopes, cells, bent, hidden, hiddenSlope, cellSlope }
  let given = NO_SLOPE
  return {
    forward: (values, samples) => {
      given = values
      const block = samples * units
      cells.fill(0, 0, block)
      hidden.fill(0, 0, block)
      for (let step = 0; step < steps; step++) {
        const gateGrid = gridOf(gates, width, step * samples * width)
        fillRows(gates, bias.values, samples, gateGrid.start)
        const fresh = { rows: samples, depth: inputs, columns: width }
        kernels.multiply(
          fresh,
          gridOf(values, inputs, step * samples * inputs),
          gridOf(input.values, width),
          gateGrid,
          true,
        )
        const kept = { rows: samples, depth: units, columns: width }
        kernels.multiply(kept, gridOf(hidden, units, step * block), gridOf(recurrent.values, width), gateGrid, true)
        kernels.sigmoid(samples, 3 * units, gateGrid)
        kernels.hyperbolicTangent(samples, units, { ...gateGrid, start: gateGrid.start + 3 * units })
        advance(state, kernels, step, samples)
      }
      return hidden.subarray(block, (steps + 1) * block)
    },
    backward: (slope, samples) => {
      const block = samples * units
      hiddenSlope.fill(0)
      cellSlope.fill(0)
      for (let step = steps - 1; step >= 0; step--) {
        retreat(state, slope, step, samples)
        const grid = gridOf(slopes, width, step * samples * width)
        const back = { rows: samples, depth: width, columns: units }
        kernels.multiply(back, grid, turned(gridOf(recurrent.values, width)), gridOf(hiddenSlope, units), false)
      }
      const rows = steps * samples
      const all = gridOf(slopes, width)
      const fresh = { rows: inputs, depth: rows, columns: width }
      kernels.multiply(fresh, turned(gridOf(given, inputs)), all, gridOf(input.gradient, width), true)
      const kept = { rows: units, depth: rows - samples, columns: width }
      const later = gridOf(slopes, width, samples * width)
      kernels.multiply(kept, turned(gridOf(hidden, units, block)), later, gridOf(recurrent.gradient, width), true)
      addRows(bias.gradient, slopes, rows)
      if (isFirst) return NO_SLOPE
      const down = { rows, depth: width, columns: inputs }
      kernels.multiply(down, all, turned(gridOf(input.values, width)), gridOf(inputSlope, inputs), false)
      return inputSlope
    },
  }
}

type LstmState = {
  readonly units: number
  readonly gates: Float64Array
  readonly slopes: Float64Array
  readonly cells: Float64Array
  readonly bent: Float64Array
  readonly hidden: Float64Array
  readonly hiddenSlope: Float64Array
  readonly cellSlope: Float64Array
}

function advance(state: LstmState, kernels: MatrixKernels, step: number, samples: number): void {
  const { units, gates, cells, bent, hidden } = state
  const block = samples * units
  const from = step * block
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 4 * units
    const at = from + sample * units
    for (let j = 0; j < units; j++) {
      const cell = gates[gate + 2 * units + j]! * cells[at + j]! + gates[gate + j]! * gates[gate + 3 * units + j]!
      cells[at + block + j] = cell
      bent[at + j] = cell
    }
  }
  kernels.hyperbolicTangent(samples, units, gridOf(bent, units, from))
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 4 * units + units
    const at = from + sample * units
    for (let j = 0; j < units; j++) hidden[at + block + j] = gates[gate + j]! * bent[at + j]!
  }
}

/** Slopes against the gates before their bends; `cellSlope` becomes that of the step before. */
function retreat(state: LstmState, slope: Float64Array, step: number, samples: number): void {
  const { units, gates, slopes, cells, bent, hiddenSlope, cellSlope } = state
  const from = step * samples * units
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 4 * units
    const own = sample * units
    const at = from + own
    for (let j = 0; j < units; j++) {
      const i = gates[gate + j]!
      const o = gates[gate + units + j]!
      const f = gates[gate + 2 * units + j]!
      const g = gates[gate + 3 * units + j]!
      const tangent = bent[at + j]!
      const down = slope[at + j]! + hiddenSlope[own + j]!
      const cell = cellSlope[own + j]! + down * o * (1 - tangent * tangent)
      slopes[gate + j] = cell * g * i * (1 - i)
      slopes[gate + units + j] = down * tangent * o * (1 - o)
      slopes[gate + 2 * units + j] = cell * cells[at + j]! * f * (1 - f)
      slopes[gate + 3 * units + j] = cell * i * (1 - g * g)
      cellSlope[own + j] = cell * f
    }
  }
}
