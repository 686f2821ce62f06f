import { exponential, sigmoidOf, tangentOf } from './exponential.ts'
import type { Grid, MatrixKernels } from './matrixKernels.ts'

/** The plain form of the kernels: what WebAssembly must equal to the bit, and what runs where there is none. */
export function createJavascriptMatrixKernels(): MatrixKernels {
  return {
    kind: 'javascript',
    within: (work) => work((length) => new Float64Array(length)),
    multiply: (size, left, right, out, adds) => {
      const oneRow = right.columnStep === 1 ? addUpRow : sumRow
      for (let row = 0; row < size.rows; row++) oneRow(size, left, right, out, adds, row)
    },
    sigmoid: (rows, columns, grid) => each(rows, columns, grid, sigmoidOf),
    hyperbolicTangent: (rows, columns, grid) => each(rows, columns, grid, tangentOf),
    exponential: (rows, columns, grid) => each(rows, columns, grid, exponential),
  }
}

type Size = { readonly depth: number; readonly columns: number }

/** One row, whose right side lies row by row: four of them are added to the sums at a time. */
function addUpRow({ depth, columns }: Size, left: Grid, right: Grid, out: Grid, adds: boolean, row: number): void {
  const [a, b, c] = [left.values, right.values, out.values]
  const outAt = out.start + row * out.rowStep
  if (!adds) c.fill(0, outAt, outAt + columns)
  let own = left.start + row * left.rowStep
  let from = right.start
  let k = 0
  for (; k + 4 <= depth; k += 4) {
    const first = a[own]!
    const second = a[own + left.columnStep]!
    const third = a[own + 2 * left.columnStep]!
    const fourth = a[own + 3 * left.columnStep]!
    const from2 = from + right.rowStep
    const from3 = from2 + right.rowStep
    const from4 = from3 + right.rowStep
    for (let j = 0; j < columns; j++) {
      c[outAt + j] =
        c[outAt + j]! + first * b[from + j]! + second * b[from2 + j]! + third * b[from3 + j]! + fourth * b[from4 + j]!
    }
    own += 4 * left.columnStep
    from = from4 + right.rowStep
  }
  for (; k < depth; k++) {
    for (let j = 0; j < columns; j++) c[outAt + j]! += a[own]! * b[from + j]!
    own += left.columnStep
    from += right.rowStep
  }
}

/** One row, whose right side lies column by column: four sums at a time. */
function sumRow({ depth, columns }: Size, left: Grid, right: Grid, out: Grid, adds: boolean, row: number): void {
  const [a, b, c] = [left.values, right.values, out.values]
  const leftAt = left.start + row * left.rowStep
  const outAt = out.start + row * out.rowStep
  const { columnStep } = right
  let column = 0
  for (; column + 4 <= columns; column += 4) {
    const at = outAt + column
    let first = adds ? c[at]! : 0
    let second = adds ? c[at + 1]! : 0
    let third = adds ? c[at + 2]! : 0
    let fourth = adds ? c[at + 3]! : 0
    let from = right.start + column * columnStep
    let own = leftAt
    for (let k = 0; k < depth; k++) {
      const value = a[own]!
      first += value * b[from]!
      second += value * b[from + columnStep]!
      third += value * b[from + 2 * columnStep]!
      fourth += value * b[from + 3 * columnStep]!
      own += left.columnStep
      from += right.rowStep
    }
    c[at] = first
    c[at + 1] = second
    c[at + 2] = third
    c[at + 3] = fourth
  }
  for (; column < columns; column++) {
    const at = outAt + column
    let sum = adds ? c[at]! : 0
    let from = right.start + column * columnStep
    let own = leftAt
    for (let k = 0; k < depth; k++) {
      sum += a[own]! * b[from]!
      own += left.columnStep
      from += right.rowStep
    }
    c[at] = sum
  }
}

function each(rows: number, columns: number, grid: Grid, of: (x: number) => number): void {
  const { values } = grid
  for (let row = 0; row < rows; row++) {
    const from = grid.start + row * grid.rowStep
    for (let at = from; at < from + columns; at++) values[at] = of(values[at]!)
  }
}
