/** Gamma(z + 1/2) / (Gamma(z) sqrt(z)) in powers of 1/z (Graham, Knuth & Patashnik, Concrete Mathematics, exercise 9.60). */
const SERIES = [
  1,
  -1 / 8,
  1 / 128,
  5 / 1024,
  -21 / 32768,
  -399 / 262144,
  869 / 4194304,
  39325 / 33554432,
  -334477 / 2147483648,
] as const
const SERIES_FROM = 30

/** Gamma(z + 1/2) / Gamma(z), z > 0: the asymptotic series, reached by the recurrence; relative error about 1e-15. */
export function gammaHalfRatio(z: number): number {
  let factor = 1
  let argument = z
  while (argument < SERIES_FROM) {
    factor *= argument / (argument + 0.5)
    argument += 1
  }
  let sum = 0
  for (let k = SERIES.length - 1; k >= 0; k -= 1) sum = sum / argument + SERIES[k]!
  return factor * sum * Math.sqrt(argument)
}
