/**
 * Names and meaning as in Chen & Guestrin (2016) and xgboost's documentation.
 * `depth` is the most splits on a path; `minChildWeight` bounds a child's sum of hessians (weight * p * (1 - p)), `minChildRows` its rows;
 * `lambda` is the L2 penalty on leaf values; `rowSubsample` and `columnSubsample` are the shares drawn, without replacement, for each tree.
 */
export type BoostingParameters = {
  readonly trees: number
  readonly depth: number
  readonly learningRate: number
  readonly minChildWeight: number
  readonly minChildRows: number
  readonly lambda: number
  readonly rowSubsample: number
  readonly columnSubsample: number
  /** Bins of values a column, 2 to 255; 255 where not given. */
  readonly maximumBins?: number
}

/** Throws on parameters outside their meaning: they come from declared ranges, so that is a bug. */
export function checkBoostingParameters(parameters: BoostingParameters): void {
  const { trees, depth, learningRate, minChildWeight, minChildRows, lambda, rowSubsample, columnSubsample } = parameters
  const sound =
    Number.isInteger(trees) &&
    trees >= 1 &&
    Number.isInteger(depth) &&
    depth >= 1 &&
    depth <= 16 &&
    learningRate > 0 &&
    learningRate <= 1 &&
    minChildWeight >= 0 &&
    minChildRows >= 1 &&
    lambda >= 0 &&
    rowSubsample > 0 &&
    rowSubsample <= 1 &&
    columnSubsample > 0 &&
    columnSubsample <= 1
  if (!sound) throw new Error(`Unsound boosting parameters: ${JSON.stringify(parameters)}`)
}
