/**
 * Effective rank: exp of Shannon's entropy of the eigenvalues as shares of their sum (Roy & Vetterli 2007); of a correlation matrix it is the number of trials that are alike
 * to it: 1 where all columns are one, their number where none correlate. What rounding put below 0 counts as 0. NaN where no eigenvalue is positive. It cannot exceed the
 * number of periods less one, however many columns there are.
 */
export function entropyEffectiveRank(eigenvalues: Float64Array): number {
  let total = 0
  for (const value of eigenvalues) total += Math.max(0, value)
  let entropy = 0
  for (const value of eigenvalues) {
    const share = value / total
    if (share > 0) entropy -= share * Math.log(share)
  }
  return total > 0 ? Math.exp(entropy) : Number.NaN
}
