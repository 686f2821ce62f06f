import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { conditionOf } from '../context/dimensionRegistry.ts'
import { familyOf } from '../families/familyRegistry.ts'
import type { DiscoveryGrammar, Hypothesis } from '../hypothesis.ts'

export const STANDARD_HYPOTHESIS_LIMIT = 5_000

type Part = { readonly name: string; readonly count: number }

/** How many hypotheses a grammar makes, from the sizes of its parts alone; a part's repeated names count once. */
export function countHypotheses(grammar: DiscoveryGrammar): number {
  return partsOf(grammar).reduce((product, part) => product * part.count, 1)
}

/**
 * Every hypothesis of a grammar, each once: by symbol, then family, condition, direction and horizon (fastest), each in the order given.
 * Counted before any is made. Errors: `empty-grammar`, `bad-horizon`, `unknown-family`, `unknown-condition`,
 * `too-many-hypotheses` where there are more than `limit`.
 */
export function enumerateHypotheses(
  grammar: DiscoveryGrammar,
  limit = STANDARD_HYPOTHESIS_LIMIT,
): Outcome<readonly Hypothesis[]> {
  const canonical = canonicalGrammar(grammar)
  if (!canonical.ok) return canonical
  const count = countHypotheses(canonical.value)
  if (count > limit) return tooMany(canonical.value, count, limit)
  const hypotheses: Hypothesis[] = []
  for (const symbol of canonical.value.symbols)
    for (const family of canonical.value.families)
      for (const condition of canonical.value.conditions)
        for (const direction of canonical.value.directions)
          for (const horizonBars of canonical.value.horizonsBars) {
            const id = `${symbol}|${family}|${condition}|${direction}|${horizonBars}`
            hypotheses.push({ id, symbol, family, condition, direction, horizonBars })
          }
  return success(hypotheses)
}

/** The grammar with each name once and spelled in its one way; the first trouble found otherwise. */
export function canonicalGrammar(grammar: DiscoveryGrammar): Outcome<DiscoveryGrammar> {
  const empty = partsOf(grammar).find((part) => part.count === 0)
  if (empty !== undefined)
    return failure(
      'empty-grammar',
      `The grammar names no ${empty.name}, so it makes no hypothesis.`,
      `Give at least one under ${empty.name}, or leave the part out to have the standard one.`,
    )
  const families: string[] = []
  for (const name of grammar.families) {
    const family = familyOf(name)
    if (!family.ok) return family
    families.push(family.value.id)
  }
  for (const name of grammar.conditions) {
    const condition = conditionOf(name)
    if (!condition.ok) return condition
  }
  const bad = grammar.horizonsBars.find((bars) => !(Number.isInteger(bars) && bars >= 1))
  if (bad !== undefined)
    return failure(
      'bad-horizon',
      `A horizon of ${bad} bars is not a length to hold a trade.`,
      'Give whole numbers of bars, 1 or more.',
    )
  return success({
    symbols: distinct(grammar.symbols),
    families: distinct(families),
    conditions: distinct(grammar.conditions),
    directions: distinct(grammar.directions),
    horizonsBars: distinct(grammar.horizonsBars),
  })
}

function tooMany(grammar: DiscoveryGrammar, count: number, limit: number): Outcome<never> {
  const parts = partsOf(grammar)
  const largest = parts.reduce((most, part) => (part.count > most.count ? part : most))
  return failure(
    'too-many-hypotheses',
    `This grammar makes ${count} hypotheses (${parts.map((part) => `${part.count} ${part.name}`).join(' x ')}), more than the limit of ${limit}.`,
    `${largest.name} multiply most (${largest.count}): name fewer of them, or raise the limit. Every hypothesis more makes all others harder to prove.`,
  )
}

function partsOf(grammar: DiscoveryGrammar): readonly Part[] {
  return [
    { name: 'symbols', count: distinct(grammar.symbols).length },
    { name: 'families', count: distinct(grammar.families).length },
    { name: 'conditions', count: distinct(grammar.conditions).length },
    { name: 'directions', count: distinct(grammar.directions).length },
    { name: 'horizons', count: distinct(grammar.horizonsBars).length },
  ]
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
