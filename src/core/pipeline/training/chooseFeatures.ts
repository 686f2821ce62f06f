import { familyAsked } from '../../features/matrix/familyAsked.ts'
import { FEATURE_FAMILIES } from '../../features/matrix/featureFamilies.ts'
import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'

/**
 * Places of the columns that a list asks for, in the order of the matrix: a column by its whole name (without its table where that is clear), or all of a family by its name, an alias, and the numbers behind it:
 * `RSI` is `RSI_14`, `MACD` is `MACD`, `MACD_signal` and `MACD_histogram`, `BB_20` is `BB_20_upper`, `hedge_ratio` is `hedge_ratio_60(ETH)`, and `volume` is not `volume_ratio`, which is
 * another family. Without regard to case. Null asks for all. Error: `unknown-feature`, naming the nearest.
 */
export function chooseFeatures(names: readonly string[], asked: readonly string[] | null): Outcome<readonly number[]> {
  if (asked === null) return success(names.map((_, place) => place))
  const makers = columnMakers()
  const belongings = names.map((name) => belongingOf(name, makers))
  const chosen = new Set<number>()
  for (const wish of asked) {
    const places = placesOf(names, belongings, wish)
    if (places.length === 0) return unknownFeature(names, belongings, wish)
    for (const place of places) chosen.add(place)
  }
  return success([...chosen].sort((a, b) => a - b))
}

/** What a column is of. `around`: what it stands in, `rank(` or nothing; `families`: those that make a column of its name without numbers. */
type Belonging = {
  readonly around: string
  readonly families: readonly string[]
  readonly numbers: readonly number[]
}

function placesOf(names: readonly string[], belongings: readonly Belonging[], wish: string): readonly number[] {
  const wanted = wish.toLowerCase()
  const inner = AROUND.exec(wish)
  const stem = familyAsked(inner?.[2] ?? wish, FEATURE_FAMILIES)
  const around = inner?.[1]?.toLowerCase() ?? ''
  return names.flatMap((name, place) => {
    const lower = name.toLowerCase()
    const own = belongings[place]!
    const isNamed = lower === wanted || lower.slice(lower.indexOf('.') + 1) === wanted
    const isOf =
      stem !== null &&
      own.around === around &&
      own.families.includes(stem.family.name) &&
      stem.numbers.every((number, at) => number === own.numbers[at])
    return isNamed || isOf ? [place] : []
  })
}

const AROUND = /^((?:rank|z_score|zscore|demean)\()(.*)\)$/i

/** `MACD_12_26_9_signal` is MACD_signal with three numbers, `hedge_ratio_60(ETH)` is hedge_ratio with one. */
function belongingOf(name: string, makers: ReadonlyMap<string, readonly string[]>): Belonging {
  const plain = name.replace(/@[0-9]+/, '')
  const inner = AROUND.exec(plain)
  const words = (inner?.[2] ?? plain).replace(/\(.*\)$/, '').split('_')
  const from = words.findIndex((word, at) => at > 0 && isNumber(word))
  const rest = from < 0 ? -1 : words.findIndex((word, at) => at > from && !isNumber(word))
  const to = from < 0 ? 0 : rest < 0 ? words.length : rest
  const numbers = words.slice(Math.max(0, from), to).map(Number)
  const base = [...words.slice(0, from < 0 ? words.length : from), ...(from < 0 ? [] : words.slice(to))].join('_')
  return { around: inner?.[1]?.toLowerCase() ?? '', families: makers.get(base.toLowerCase()) ?? [], numbers }
}

function isNumber(word: string): boolean {
  return /^[0-9]+(\.[0-9]+)?$/.test(word)
}

/** Families by the columns that they make when they are asked for without numbers, under any of their names. */
function columnMakers(): ReadonlyMap<string, readonly string[]> {
  const makers = new Map<string, string[]>()
  for (const { name, aliases, kind, versions } of FEATURE_FAMILIES) {
    for (const { parameters, features } of versions) {
      const standards = parameters.map(({ standard }) => standard)
      for (const asked of [name, ...aliases]) {
        const text = kind === 'pair' ? `${asked}(X)` : asked
        for (const made of features(standards, text, { symbol: 'X', place: 0 })) {
          const column = made.name.toLowerCase().replace(/\(.*\)$/, '')
          makers.set(column, [...new Set([...(makers.get(column) ?? []), name])])
        }
      }
    }
  }
  return makers
}

function unknownFeature(names: readonly string[], belongings: readonly Belonging[], wish: string): Outcome<never> {
  const stems = belongings.flatMap(({ around, families }) =>
    families.map((family) => (around === '' ? family : `${around}${family})`)),
  )
  const near = nearestName(wish, [...new Set([...names, ...stems])])
  const list = `The matrix has: ${names.slice(0, 40).join(', ')}${names.length > 40 ? ', ...' : ''}.`
  return failure(
    'unknown-feature',
    `The matrix has no column ${JSON.stringify(wish)}, and no family of that name.`,
    near === null ? list : `Did you mean ${near}? ${list}`,
  )
}
