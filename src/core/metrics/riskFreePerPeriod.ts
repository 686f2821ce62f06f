/** The period rate whose compounding over `periodsPerYear` gives the annual one: (1 + rf)^(1/P) - 1. */
export function riskFreePerPeriod(riskFreePerYear: number, periodsPerYear: number): number {
  return riskFreePerYear === 0 ? 0 : (1 + riskFreePerYear) ** (1 / periodsPerYear) - 1
}
