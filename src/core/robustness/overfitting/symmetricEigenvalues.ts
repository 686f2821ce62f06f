import type { SquareMatrix } from './correlationMatrix.ts'

/**
 * Eigenvalues of a symmetric matrix, descending: Householder's reduction to three diagonals, then implicit QL with Wilkinson's shifts (Golub & Van Loan 2013, ch. 8).
 * O(size^3 x 4/3); `beat` is called between rows. The matrix is not changed.
 */
export function symmetricEigenvalues({ size, values }: SquareMatrix, beat?: () => void): Float64Array {
  const { diagonal, beside } = threeDiagonals(Float64Array.from(values), size, beat)
  implicitQl(diagonal, beside)
  return diagonal.sort().reverse()
}

/** `beside[i]` stands between the diagonal's i and i + 1. */
function threeDiagonals(matrix: Float64Array, size: number, beat: (() => void) | undefined) {
  const diagonal = new Float64Array(size)
  const beside = new Float64Array(size)
  const vector = new Float64Array(size)
  const product = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    beat?.()
    diagonal[k] = matrix[k * size + k]!
    let squares = 0
    for (let i = k + 1; i < size; i++) {
      vector[i] = matrix[i * size + k]!
      squares += vector[i]! * vector[i]!
    }
    if (k + 1 >= size) break
    const first = vector[k + 1]!
    const length = Math.sqrt(squares)
    const reflected = first > 0 ? -length : length
    beside[k] = reflected
    const half = squares - first * reflected
    if (half <= 0) continue
    vector[k + 1] = first - reflected
    reflect(matrix, size, k + 1, vector, product, half)
  }
  return { diagonal, beside }
}

/** The lower right part from `from` on, reflected from both sides by I - v v' / half. */
function reflect(
  matrix: Float64Array,
  size: number,
  from: number,
  vector: Float64Array,
  product: Float64Array,
  half: number,
): void {
  let scale = 0
  for (let i = from; i < size; i++) {
    let sum = 0
    for (let j = from; j < size; j++) sum += matrix[i * size + j]! * vector[j]!
    product[i] = sum / half
    scale += product[i]! * vector[i]!
  }
  scale /= 2 * half
  for (let i = from; i < size; i++) product[i] = product[i]! - scale * vector[i]!
  for (let i = from; i < size; i++) {
    const own = vector[i]!
    const other = product[i]!
    for (let j = from; j < size; j++)
      matrix[i * size + j] = matrix[i * size + j]! - own * product[j]! - other * vector[j]!
  }
}

const MOST_STEPS = 60

/** What is negligible beside the largest number of the matrix is 0: many eigenvalues at once may be. */
function implicitQl(diagonal: Float64Array, beside: Float64Array): void {
  const size = diagonal.length
  let most = 0
  for (let k = 0; k < size; k++) most = Math.max(most, Math.abs(diagonal[k]!), Math.abs(beside[k]!))
  const dust = Number.EPSILON * most
  for (let from = 0; from < size; from++) {
    for (let step = 0; ; step++) {
      let end = from
      while (end + 1 < size && !isSmall(diagonal, beside, end, dust)) end++
      if (end === from) break
      if (step === MOST_STEPS) throw new RangeError('Eigenvalues do not settle: a number is not finite')
      qlStep(diagonal, beside, from, end)
    }
  }
}

function isSmall(diagonal: Float64Array, beside: Float64Array, at: number, dust: number): boolean {
  const near = Math.abs(diagonal[at]!) + Math.abs(diagonal[at + 1]!)
  return Math.abs(beside[at]!) <= Math.max(dust, Number.EPSILON * near)
}

function qlStep(diagonal: Float64Array, beside: Float64Array, from: number, end: number): void {
  const slope = (diagonal[from + 1]! - diagonal[from]!) / (2 * beside[from]!)
  const reach = Math.hypot(slope, 1)
  let g = diagonal[end]! - diagonal[from]! + beside[from]! / (slope + (slope >= 0 ? reach : -reach))
  let sine = 1
  let cosine = 1
  let shift = 0
  for (let i = end - 1; i >= from; i--) {
    const f = sine * beside[i]!
    const b = cosine * beside[i]!
    const length = Math.hypot(f, g)
    beside[i + 1] = length
    if (length === 0) {
      diagonal[i + 1] = diagonal[i + 1]! - shift
      beside[end] = 0
      return
    }
    sine = f / length
    cosine = g / length
    const before = diagonal[i + 1]! - shift
    const turned = (diagonal[i]! - before) * sine + 2 * cosine * b
    shift = sine * turned
    diagonal[i + 1] = before + shift
    g = cosine * turned - b
  }
  diagonal[from] = diagonal[from]! - shift
  beside[from] = g
  beside[end] = 0
}
