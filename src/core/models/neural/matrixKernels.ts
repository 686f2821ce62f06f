/** A matrix within an array: element (row, column) is `values[start + row * rowStep + column * columnStep]`. */
export type Grid = {
  readonly values: Float64Array
  readonly start: number
  readonly rowStep: number
  readonly columnStep: number
}

/** Zeroed numbers that the kernels can reach. */
export type MatrixRoom = (length: number) => Float64Array

/**
 * Dense algebra in 64-bit floating point, in WebAssembly where the machine has SIMD and in JavaScript elsewhere, with equal bits: every element is summed
 * in the order of its depth, no product is fused with a sum, and `e^x` is our own polynomial. Arrays given to it come from `within`.
 */
export interface MatrixKernels {
  readonly kind: 'wasm' | 'javascript'
  /** Calls `work`; its arrays are given back when it ends, also by a throw. Calls may be nested. */
  readonly within: <Value>(work: (room: MatrixRoom) => Value) => Value
  /** `out = left * right`, or `out += left * right` where it `adds`. `left` is rows x depth, `right` depth x columns; columns of `out` lie side by side. */
  readonly multiply: (
    size: { readonly rows: number; readonly depth: number; readonly columns: number },
    left: Grid,
    right: Grid,
    out: Grid,
    adds: boolean,
  ) => void
  /** `1 / (1 + e^-x)`, in place; columns side by side, as in the two below. */
  readonly sigmoid: (rows: number, columns: number, grid: Grid) => void
  readonly hyperbolicTangent: (rows: number, columns: number, grid: Grid) => void
  /** `e^x`, x held to [-708, 708]. */
  readonly exponential: (rows: number, columns: number, grid: Grid) => void
}

/** A matrix whose rows lie one after the other. */
export function gridOf(values: Float64Array, columns: number, start = 0): Grid {
  return { values, start, rowStep: columns, columnStep: 1 }
}

/** Rows for columns. */
export function turned(grid: Grid): Grid {
  return { ...grid, rowStep: grid.columnStep, columnStep: grid.rowStep }
}
