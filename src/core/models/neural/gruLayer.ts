import { addRows, fillRows } from './denseLayer.ts'
import { type Layer, type LayerPlace, NO_SLOPE, type Workshop } from './layer.ts'
import { gridOf, turned } from './matrixKernels.ts'
import { always, glorot } from './weightStarts.ts'

/**
 * Gated recurrent unit (Cho et al. 2014) with the reset AFTER the matrix product (`linear_before_reset` = 1 of ONNX; so do cuDNN and PyTorch), gates in the
 * order of ONNX: update, reset, new. z = s(x Wz + h Rz + bz); r = s(x Wr + h Rr + br); n = tanh(x Wn + bn + r (h Rn + d)); h = (1 - z) n + z h'.
 * `NAME.input` is inputs x 3 units, `NAME.recurrent` units x 3 units, `NAME.bias` 3 units, `NAME.recurrent_bias` (d) units. h is 0 before the window.
 */
export function gruLayer(shop: Workshop, place: LayerPlace): Layer {
  const { name, steps, inputs, outputs: units, isFirst } = place
  const { kernels, room, capacity } = shop
  const width = 3 * units
  const input = shop.weight(`${name}.input`, [inputs, width], true, glorot(inputs, units))
  const recurrent = shop.weight(`${name}.recurrent`, [units, width], true, glorot(units, units))
  const bias = shop.weight(`${name}.bias`, [width], false, always(0))
  const recurrentBias = shop.weight(`${name}.recurrent_bias`, [units], false, always(0))
  const positions = steps * capacity
  const gates = room(positions * width)
  const recalled = room(positions * width)
  const gateSlopes = room(positions * width)
  const recalledSlopes = room(positions * width)
  const hidden = room((positions + capacity) * units)
  const hiddenSlope = room(capacity * units)
  const inputSlope = isFirst ? NO_SLOPE : room(positions * inputs)
  const recalledBias = room(width)
  const recalledSums = room(width)
  const state: GruState = { units, gates, recalled, gateSlopes, recalledSlopes, hidden, hiddenSlope }
  let given = NO_SLOPE
  return {
    forward: (values, samples) => {
      given = values
      const block = samples * units
      hidden.fill(0, 0, block)
      recalledBias.set(recurrentBias.values, 2 * units)
      for (let step = 0; step < steps; step++) {
        const gateGrid = gridOf(gates, width, step * samples * width)
        const recalledGrid = gridOf(recalled, width, step * samples * width)
        fillRows(gates, bias.values, samples, gateGrid.start)
        fillRows(recalled, recalledBias, samples, gateGrid.start)
        const fresh = { rows: samples, depth: inputs, columns: width }
        kernels.multiply(
          fresh,
          gridOf(values, inputs, step * samples * inputs),
          gridOf(input.values, width),
          gateGrid,
          true,
        )
        const kept = { rows: samples, depth: units, columns: width }
        kernels.multiply(kept, gridOf(hidden, units, step * block), gridOf(recurrent.values, width), recalledGrid, true)
        addRecalled(state, step, samples)
        kernels.sigmoid(samples, 2 * units, gateGrid)
        addReset(state, step, samples)
        kernels.hyperbolicTangent(samples, units, { ...gateGrid, start: gateGrid.start + 2 * units })
        advance(state, step, samples)
      }
      return hidden.subarray(block, (steps + 1) * block)
    },
    backward: (slope, samples) => {
      hiddenSlope.fill(0)
      for (let step = steps - 1; step >= 0; step--) {
        retreat(state, slope, step, samples)
        const grid = gridOf(recalledSlopes, width, step * samples * width)
        const back = { rows: samples, depth: width, columns: units }
        kernels.multiply(back, grid, turned(gridOf(recurrent.values, width)), gridOf(hiddenSlope, units), true)
      }
      const rows = steps * samples
      const all = gridOf(gateSlopes, width)
      const fresh = { rows: inputs, depth: rows, columns: width }
      kernels.multiply(fresh, turned(gridOf(given, inputs)), all, gridOf(input.gradient, width), true)
      const kept = { rows: units, depth: rows, columns: width }
      const held = turned(gridOf(hidden, units))
      kernels.multiply(kept, held, gridOf(recalledSlopes, width), gridOf(recurrent.gradient, width), true)
      addRows(bias.gradient, gateSlopes, rows)
      recalledSums.fill(0)
      addRows(recalledSums, recalledSlopes, rows)
      for (let j = 0; j < units; j++) recurrentBias.gradient[j]! += recalledSums[2 * units + j]!
      if (isFirst) return NO_SLOPE
      const down = { rows, depth: width, columns: inputs }
      kernels.multiply(down, all, turned(gridOf(input.values, width)), gridOf(inputSlope, inputs), false)
      return inputSlope
    },
  }
}

type GruState = {
  readonly units: number
  /** z, r, n after their bends. */
  readonly gates: Float64Array
  /** What each gate is told by the step before; the last third with its bias. */
  readonly recalled: Float64Array
  readonly gateSlopes: Float64Array
  readonly recalledSlopes: Float64Array
  /** From the step before the window on. */
  readonly hidden: Float64Array
  readonly hiddenSlope: Float64Array
}

function addRecalled({ units, gates, recalled }: GruState, step: number, samples: number): void {
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 3 * units
    for (let j = 0; j < 2 * units; j++) gates[gate + j]! += recalled[gate + j]!
  }
}

function addReset({ units, gates, recalled }: GruState, step: number, samples: number): void {
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 3 * units
    for (let j = 0; j < units; j++) {
      gates[gate + 2 * units + j]! += gates[gate + units + j]! * recalled[gate + 2 * units + j]!
    }
  }
}

function advance({ units, gates, hidden }: GruState, step: number, samples: number): void {
  const block = samples * units
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 3 * units
    const at = step * block + sample * units
    for (let j = 0; j < units; j++) {
      const z = gates[gate + j]!
      hidden[at + block + j] = (1 - z) * gates[gate + 2 * units + j]! + z * hidden[at + j]!
    }
  }
}

/** Slopes before the bends; `hiddenSlope` becomes what z hands to the step before, to which the product with `recurrent` is added. */
function retreat(state: GruState, slope: Float64Array, step: number, samples: number): void {
  const { units, gates, recalled, gateSlopes, recalledSlopes, hidden, hiddenSlope } = state
  for (let sample = 0; sample < samples; sample++) {
    const gate = (step * samples + sample) * 3 * units
    const own = sample * units
    const at = step * samples * units + own
    for (let j = 0; j < units; j++) {
      const z = gates[gate + j]!
      const r = gates[gate + units + j]!
      const n = gates[gate + 2 * units + j]!
      const down = slope[at + j]! + hiddenSlope[own + j]!
      const fresh = down * (1 - z) * (1 - n * n)
      const update = down * (hidden[at + j]! - n) * z * (1 - z)
      const reset = fresh * recalled[gate + 2 * units + j]! * r * (1 - r)
      gateSlopes[gate + j] = update
      gateSlopes[gate + units + j] = reset
      gateSlopes[gate + 2 * units + j] = fresh
      recalledSlopes[gate + j] = update
      recalledSlopes[gate + units + j] = reset
      recalledSlopes[gate + 2 * units + j] = fresh * r
      hiddenSlope[own + j] = down * z
    }
  }
}
