import type { NetworkShape } from './networkShape.ts'

/** Work between two beats: a fifth of a second in plain JavaScript, a fiftieth in WebAssembly. */
const MOST_PRODUCTS = 4e7
const MOST_SAMPLES = 256

/** How many samples go through a network together: a matter of speed and memory, of the network's shape alone, so that results do not depend on the machine. */
export function samplesAtATime(shape: NetworkShape, most: number): number {
  const fitting = Math.floor(MOST_PRODUCTS / productsOf(shape))
  return Math.max(1, Math.min(fitting, MOST_SAMPLES, most))
}

/** Products of one sample there and back, about. */
function productsOf({ architecture, sequence, sizes, inputs }: NetworkShape): number {
  const { units = 1, layers = 1, feed_forward: inner = 0, kernel_size: taps = 1 } = sizes
  const first = inputs * units
  const square = units * units
  const forms = {
    mlp: first + (layers - 1) * square,
    lstm: 4 * (first + (2 * layers - 1) * square),
    gru: 3 * (first + (2 * layers - 1) * square),
    transformer: first + layers * (4 * square + 2 * units * inner + 2 * sequence * units),
    tcn: taps * (first + (2 * layers - 1) * square),
  }
  return 3 * sequence * forms[architecture]
}
