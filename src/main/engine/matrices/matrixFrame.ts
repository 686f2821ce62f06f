import type { FrameColumn } from '../ports/barFiles.ts'
import type { InstrumentRows, MatrixRows } from './matrixRows.ts'

/** All rows of a matrix as columns of one length, ascending in time, then instrument. */
export type MatrixFrame = {
  readonly timeMs: Float64Array
  readonly decisionMs: Float64Array
  /** Place in the list of instruments. */
  readonly instrument: Int32Array
  readonly features: readonly Float64Array[]
  readonly target: Float64Array
  readonly labelEndMs: Float64Array
  readonly uniqueness: Float64Array
}

type Order = { readonly instrument: Int32Array; readonly bar: Int32Array }

export function matrixFrame({ instruments }: MatrixRows): MatrixFrame {
  const order = orderOf(instruments)
  const gathered = (column: (rows: InstrumentRows) => Float64Array) => gather(instruments, order, column)
  const count = instruments[0]?.features.length ?? 0
  return {
    timeMs: gathered(({ timeMs }) => timeMs),
    decisionMs: gathered(({ closeMs }) => closeMs),
    instrument: order.instrument,
    features: Array.from({ length: count }, (_, at) => gathered(({ features }) => features[at]!)),
    target: gathered(({ target }) => target.values),
    labelEndMs: gathered(({ target }) => target.labelEndMs),
    uniqueness: gathered(({ uniqueness }) => uniqueness),
  }
}

/** The columns of the file, in their order. */
export function frameColumns(
  frame: MatrixFrame,
  names: readonly string[],
  symbols: readonly string[],
): readonly FrameColumn[] {
  return [
    { name: 'time', kind: 'instant', timesMs: frame.timeMs },
    { name: 'decision_time', kind: 'instant', timesMs: frame.decisionMs },
    { name: 'instrument', kind: 'text', places: frame.instrument, texts: symbols },
    ...frame.features.map((values, at): FrameColumn => ({ name: names[at]!, kind: 'number', values })),
    { name: 'target', kind: 'number', values: frame.target },
    { name: 'label_end', kind: 'instant', timesMs: frame.labelEndMs },
    { name: 'uniqueness', kind: 'number', values: frame.uniqueness },
  ]
}

/** Which bar of which instrument each row is: by time, of one time by the place of the instrument. */
function orderOf(instruments: readonly InstrumentRows[]): Order {
  const total = instruments.reduce((sum, { from, to }) => sum + to - from, 0)
  const order = { instrument: new Int32Array(total), bar: new Int32Array(total) }
  const next = Int32Array.from(instruments, ({ from }) => from)
  for (let row = 0; row < total; ) {
    let timeMs = Number.POSITIVE_INFINITY
    for (const [place, rows] of instruments.entries()) {
      if (next[place]! < rows.to) timeMs = Math.min(timeMs, rows.timeMs[next[place]!]!)
    }
    for (const [place, rows] of instruments.entries()) {
      if (next[place]! >= rows.to || rows.timeMs[next[place]!] !== timeMs) continue
      order.instrument[row] = place
      order.bar[row++] = next[place]!++
    }
  }
  return order
}

function gather(
  instruments: readonly InstrumentRows[],
  { instrument, bar }: Order,
  column: (rows: InstrumentRows) => Float64Array,
): Float64Array {
  const columns = instruments.map(column)
  const values = new Float64Array(instrument.length)
  for (let row = 0; row < values.length; row++) values[row] = columns[instrument[row]!]![bar[row]!]!
  return values
}
