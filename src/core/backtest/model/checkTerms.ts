import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { RiskLimits } from '../../risk/riskLimits.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'
import type { ExecutionTerms, FeeTier } from './executionTerms.ts'
import type { Distance, ExitTerms } from './exitTerms.ts'

const FINE: Outcome<true> = success(true)

/** A stated number, what it is called, and what it has to be. */
type Stated = {
  readonly name: string
  readonly value: number
  readonly rule: 'not-negative' | 'positive' | 'count' | 'fraction' | 'share' | 'under-one' | 'finite'
}

const RULES: Record<Stated['rule'], { readonly holds: (value: number) => boolean; readonly says: string }> = {
  'not-negative': { holds: (value) => value >= 0 && value < Number.POSITIVE_INFINITY, says: 'a number from 0 on' },
  positive: { holds: (value) => value > 0 && value < Number.POSITIVE_INFINITY, says: 'a number above 0' },
  count: { holds: (value) => Number.isInteger(value) && value >= 1, says: 'a whole number from 1 on' },
  fraction: { holds: (value) => value > 0 && value <= 1, says: 'a fraction above 0 and up to 1' },
  share: { holds: (value) => value > 0, says: 'a share above 0, or Infinity for no cap' },
  'under-one': { holds: (value) => value > 0 && value < 1, says: 'a fraction between 0 and 1' },
  finite: { holds: Number.isFinite, says: 'a number' },
}

/** The first stated number that is not what it has to be. */
function firstOutOfRange(stated: readonly Stated[]): Outcome<true> {
  for (const { name, value, rule } of stated) {
    if (RULES[rule].holds(value)) continue
    return failure('out-of-range', `${name} is ${value}.`, `It has to be ${RULES[rule].says}.`)
  }
  return FINE
}

function checkTiers(tiers: readonly FeeTier[]): Outcome<true> {
  for (let tier = 1; tier < tiers.length; tier++) {
    if (tiers[tier]!.fromValue > tiers[tier - 1]!.fromValue) continue
    return failure(
      'unsorted-tiers',
      `Fee tier ${tier} does not begin above the tier before it.`,
      'Order the tiers by the value that they begin at.',
    )
  }
  return firstOutOfRange(
    tiers.flatMap(({ fromValue, bps }, tier): Stated[] => [
      { name: `The start of fee tier ${tier}`, value: fromValue, rule: 'not-negative' },
      { name: `The rate of fee tier ${tier}, in basis points,`, value: bps, rule: 'not-negative' },
    ]),
  )
}

export function checkExecution(terms: ExecutionTerms): Outcome<true> {
  const { fee, slippage, impact } = terms
  const checked = firstOutOfRange([
    { name: 'The fee in basis points', value: fee.bps, rule: 'not-negative' },
    { name: 'The fee per unit', value: fee.perUnit, rule: 'not-negative' },
    { name: 'The least fee', value: fee.minimum, rule: 'not-negative' },
    { name: 'The slippage in basis points', value: slippage.bps, rule: 'not-negative' },
    { name: 'The spread in basis points', value: slippage.spreadBps, rule: 'not-negative' },
    { name: 'The slippage in volatilities', value: slippage.volatilityTimes, rule: 'not-negative' },
    { name: 'The coefficient of impact', value: impact.coefficient, rule: 'not-negative' },
    { name: 'The share of the volume', value: terms.volumeShare, rule: 'share' },
    { name: 'The cost of borrowing a year', value: terms.borrowPerYear, rule: 'not-negative' },
    { name: 'The leverage', value: terms.leverage, rule: 'positive' },
  ])
  if (!checked.ok) return checked
  if ((slippage.bps + slippage.spreadBps / 2) / 10_000 < 1) return checkTiers(fee.tiers)
  return failure('out-of-range', 'Slippage and half the spread come to the whole price.', 'State them in basis points.')
}

function checkDistance(name: string, distance: Distance | null, isLoss: boolean): Outcome<true> {
  if (distance === null) return FINE
  const rule = isLoss && distance.kind === 'fraction' ? 'under-one' : 'positive'
  return firstOutOfRange([{ name: `The distance of the ${name}`, value: distance.size, rule }])
}

export function checkExits({ stop, target, trail, limitBars }: ExitTerms): Outcome<true> {
  const limit: Stated[] = limitBars === null ? [] : [{ name: 'The limit in bars', value: limitBars, rule: 'count' }]
  const all = [
    checkDistance('stop', stop, true),
    checkDistance('target', target, false),
    checkDistance('trail', trail, true),
    firstOutOfRange(limit),
  ]
  return all.find(({ ok }) => !ok) ?? FINE
}

export function checkSizing(sizing: SizingTerms): Outcome<true> {
  switch (sizing.method) {
    case 'fraction':
      return firstOutOfRange([{ name: 'The fraction of equity', value: sizing.fraction, rule: 'positive' }])
    case 'units':
      return firstOutOfRange([{ name: 'The units of an entry', value: sizing.units, rule: 'positive' }])
    case 'value':
      return firstOutOfRange([{ name: 'The value of an entry', value: sizing.value, rule: 'positive' }])
    case 'volatility-target':
      return firstOutOfRange([
        { name: 'The target volatility a year', value: sizing.targetPerYear, rule: 'positive' },
        { name: 'The cap of the size', value: sizing.cap, rule: 'positive' },
      ])
    case 'risk':
      return firstOutOfRange([
        { name: 'The fraction at risk', value: sizing.fraction, rule: 'fraction' },
        { name: 'The cap of the size', value: sizing.cap, rule: 'positive' },
      ])
    case 'kelly':
      return firstOutOfRange([
        { name: 'The multiple of Kelly', value: sizing.multiple, rule: 'positive' },
        { name: 'The cap of the size', value: sizing.cap, rule: 'positive' },
        { name: 'The least number of trades before Kelly', value: sizing.minimumTrades, rule: 'count' },
        { name: 'The fraction before Kelly', value: sizing.fraction, rule: 'positive' },
      ])
  }
}

export function checkLimits(limits: RiskLimits, instruments: number): Outcome<true> {
  const stated: Stated[] = []
  const state = (name: string, value: number | null, rule: Stated['rule']) => {
    if (value !== null) stated.push({ name, value, rule })
  }
  state('The most positions', limits.maximumPositions, 'count')
  state('The most of one instrument', limits.maximumShareOfInstrument, 'positive')
  for (const { maximumShare } of limits.groups) state('The most of one group', maximumShare, 'positive')
  state('The deepest drawdown', limits.maximumDrawdown, 'under-one')
  state('The highest correlation', limits.maximumCorrelation, 'finite')
  if (limits.maximumCorrelation !== null) state('The bars of the correlation', limits.correlationBars, 'count')
  const checked = firstOutOfRange(stated)
  if (!checked.ok) return checked
  const short = limits.groups.find(({ groupOf }) => groupOf.length !== instruments)
  if (short === undefined) return FINE
  return failure(
    'group-length',
    `A limit for groups is set, and ${short.groupOf.length} of ${instruments} instruments have a group.`,
    'Give every instrument the number of its group.',
  )
}
