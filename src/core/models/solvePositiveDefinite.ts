/**
 * Solves `matrix * x = vector` by Cholesky factorisation (Golub & Van Loan 2013, algorithm 4.2.1).
 * `matrix` is `size * size`, row-major, symmetric; only its lower triangle is read, and it is overwritten by the factor.
 * `vector` is overwritten by x. Returns false, with both in ruins, where the matrix is not numerically positive definite.
 */
export function solvePositiveDefinite(matrix: Float64Array, vector: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row++) {
    const rowAt = row * size
    const diagonal = matrix[rowAt + row]!
    for (let column = 0; column <= row; column++) {
      const columnAt = column * size
      let sum = matrix[rowAt + column]!
      for (let k = 0; k < column; k++) sum -= matrix[rowAt + k]! * matrix[columnAt + k]!
      if (column < row) matrix[rowAt + column] = sum / matrix[columnAt + column]!
      else if (sum > 1e-14 * diagonal) matrix[rowAt + row] = Math.sqrt(sum)
      else return false
    }
  }
  for (let row = 0; row < size; row++) {
    let sum = vector[row]!
    for (let k = 0; k < row; k++) sum -= matrix[row * size + k]! * vector[k]!
    vector[row] = sum / matrix[row * size + row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = vector[row]!
    for (let k = row + 1; k < size; k++) sum -= matrix[k * size + row]! * vector[k]!
    vector[row] = sum / matrix[row * size + row]!
  }
  return true
}
