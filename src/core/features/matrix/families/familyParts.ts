import type { FeatureFamily, FeatureParameter, FeatureVersion, MatrixFeature } from '../matrixFeature.ts'

type PlainFeature = Omit<MatrixFeature, 'version' | 'parameters' | 'stalenessMs' | 'slowly'> &
  Partial<Pick<MatrixFeature, 'version' | 'parameters' | 'stalenessMs' | 'slowly'>>

/** A feature with what most have: version 1, no parameters, nothing joined, a `compute` that is the definition itself. */
export function featureOf(feature: PlainFeature): MatrixFeature {
  return { version: 1, parameters: {}, stalenessMs: 0, slowly: null, ...feature }
}

/** A family with one version. */
export function familyOf(
  family: Omit<FeatureFamily, 'versions' | 'aliases'> & { readonly aliases?: readonly string[] },
  parameters: readonly FeatureParameter[],
  features: FeatureVersion['features'],
): FeatureFamily {
  return { aliases: [], ...family, versions: [{ version: 1, parameters, features }] }
}

/** A window in bars, the current one included. */
export function windowBars(standard: number, least = 2, most = 100_000): FeatureParameter {
  return {
    name: 'window',
    meaning: 'bars in the window, the current one included',
    standard,
    least,
    most,
    isWhole: true,
  }
}

/** How many bars back. */
export function lagBars(standard: number): FeatureParameter {
  return { name: 'lag', meaning: 'bars back', standard, least: 1, most: 100_000, isWhole: true }
}
