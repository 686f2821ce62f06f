import type { FeatureFamily } from './matrixFeature.ts'

/** A family and the numbers behind its name. */
export type AskedFamily = { readonly family: FeatureFamily; readonly numbers: readonly number[] }

/** `RSI_14`: the family RSI and [14]. As few numbers as possible are taken from the name, so that a name may end in digits. Null where none is known. */
export function familyAsked(text: string, families: readonly FeatureFamily[]): AskedFamily | null {
  const parts = text.split('_')
  for (let words = parts.length; words > 0; words--) {
    const numbers = parts.slice(words)
    if (!numbers.every((part) => /^[0-9]+(\.[0-9]+)?$/.test(part))) return null
    const family = familyNamed(parts.slice(0, words).join('_'), families)
    if (family !== null) return { family, numbers: numbers.map(Number) }
  }
  return null
}

function familyNamed(name: string, families: readonly FeatureFamily[]): FeatureFamily | null {
  const wanted = name.toLowerCase()
  const isIt = (word: string) => word.toLowerCase() === wanted
  return families.find((family) => isIt(family.name) || family.aliases.some(isIt)) ?? null
}
