/**
 * Independent trials that `trials` correlated ones are worth: rho + (1 - rho) N, rho the mean correlation of all pairs (Bailey & Lopez de Prado 2014, J. Portfolio Mgmt
 * 40(5), appendix). A mean correlation below 0 counts as 0: no set of trials is worth more than its number. RangeError for fewer than 1 trial or a correlation beyond 1.
 */
export function averageCorrelationTrials(trials: number, averageCorrelation: number): number {
  if (!(trials >= 1)) throw new RangeError(`Trials are at least 1, got ${trials}`)
  if (!(averageCorrelation <= 1)) throw new RangeError(`A correlation is at most 1, got ${averageCorrelation}`)
  const shared = Math.max(0, averageCorrelation)
  return shared + (1 - shared) * trials
}
