import type { BoostedTrees } from './boosting/gradientBoosting.ts'

/**
 * Share of the total split gain that each column earned (0 to 1; all 0 where no tree splits), xgboost's `total_gain`, normalised.
 * Measured on the training rows and biased towards columns of many values (Strobl et al. 2007): a description of the fit,
 * not evidence. Evidence is `permutationImportance` on rows the model has not seen.
 */
export function splitGainImportance({ trees }: BoostedTrees, columns: number): Float64Array {
  const gains = new Float64Array(columns)
  let total = 0
  for (const tree of trees) {
    for (let node = 0; node < tree.column.length; node++) {
      if (tree.column[node]! < 0) continue
      gains[tree.column[node]!]! += tree.gain[node]!
      total += tree.gain[node]!
    }
  }
  return total > 0 ? gains.map((gain) => gain / total) : gains
}
