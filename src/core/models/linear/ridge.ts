import { failure, success } from '../../outcome/outcome.ts'
import { solvePositiveDefinite } from '../solvePositiveDefinite.ts'
import { leastSquaresLearner } from './leastSquares.ts'

/**
 * Ridge regression (Hoerl & Kennard 1970): min sum_i w_i (y_i - a - b.x_i)^2 + alpha ||b||^2 over standardised columns, by Cholesky factorisation.
 * alpha = 0 is ordinary least squares, which fails with `columns-not-independent` where columns repeat each other or outnumber the rows.
 */
export const ridgeLearner = leastSquaresLearner(
  {
    type: 'ridge',
    title: 'Ridge regression',
    parameters: [
      {
        name: 'alpha',
        meaning:
          'penalty on the sum of squared coefficients of standardised columns, against the sum of squared errors',
        standard: 1,
        least: 0,
        most: 1e12,
        isWhole: false,
        search: { from: 1e-3, to: 1e5, scale: 'log' },
      },
    ],
  },
  ({ gram, moments }, { alpha = 1 }) => {
    const size = moments.length
    const matrix = gram.slice()
    for (let j = 0; j < size; j++) matrix[j * size + j]! += alpha
    const coefficients = moments.slice()
    return solvePositiveDefinite(matrix, coefficients, size)
      ? success(coefficients)
      : failure(
          'columns-not-independent',
          `With alpha ${alpha} the ${size} columns have no single best coefficients: some repeat each other, or they outnumber the rows.`,
          'Raise alpha, or leave columns out.',
        )
  },
)
