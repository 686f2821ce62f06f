import { correlationOfReturns } from '../../risk/correlationOfReturns.ts'
import type { SizingFacts } from '../../risk/entryValue.ts'
import { entryValue } from '../../risk/entryValue.ts'
import type { Refusal } from '../../risk/riskLimits.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'
import type { ExecutionTerms } from '../model/executionTerms.ts'
import { distanceInPrice, readsRange } from '../model/exitTerms.ts'
import {
  feeOf,
  feeRate,
  fillPrice,
  impactFraction,
  LEAST_UNITS,
  readsVolume,
  slippageFraction,
  unitsFor,
  volumeCap,
} from '../model/fillArithmetic.ts'
import { addToHolding, beginHolding } from '../model/holdings.ts'
import { countRefusal } from './account.ts'
import { placeBracket } from './bracket.ts'
import type { Order } from './order.ts'
import type { Session } from './session.ts'
import { noteFill, splitSince, volumeKnown } from './session.ts'

/** What came of an attempt to enter. `wanted` are the units before the volume's cap; `why`, null where nothing was cut, the last reason. Reused between calls. */
export type Attempt = { filled: number; wanted: number; why: Refusal | null }

/** What a fill depends on besides its size. Reused. */
const fill = { reference: 0, direction: 0, volume: 0, barVolatility: 0, slippage: 0, rate: 0, range: 0 }
const facts: SizingFacts = { equity: 0, price: 0, yearVolatility: 0, stopFraction: 0 }
const attempt: Attempt = { filled: 0, wanted: 0, why: null }

function refuse(session: Session, why: Refusal): Attempt {
  countRefusal(session.account, why)
  attempt.why = why
  return attempt
}

/** Why nothing may be entered at all, whatever its size. */
function forbids({ account, setting }: Session, k: number, direction: number, knownBar: number): Refusal | null {
  const { limits, market } = setting
  if (account.halted) return 'halted'
  if (account.units[k] !== 0) return null
  if (limits.maximumPositions !== null && account.held >= limits.maximumPositions) return 'maximum-positions'
  if (limits.maximumCorrelation === null || account.held === 0) return null
  const { instruments } = market
  for (let other = 0; other < instruments.length; other++) {
    if (other === k || account.units[other]! * direction <= 0) continue
    const here = instruments[k]!.close
    const there = instruments[other]!.close
    if (!(correlationOfReturns(here, there, knownBar, limits.correlationBars) <= limits.maximumCorrelation))
      return 'correlation'
  }
  return null
}

function valueHeld({ account }: Session, k: number): number {
  return Math.abs(account.units[k]!) * account.lastClose[k]!
}

/** Of the value wanted, what limits and margin leave; a limit that cuts it is counted. */
function allowedValue(session: Session, k: number, terms: ExecutionTerms, wanted: number): number {
  const { account, setting } = session
  const { maximumShareOfInstrument, groups } = setting.limits
  let allowed = wanted
  const cut = (room: number, why: Refusal) => {
    if (!(room < allowed)) return
    refuse(session, why)
    allowed = Math.max(0, room)
  }
  if (maximumShareOfInstrument !== null)
    cut(maximumShareOfInstrument * account.equityNow - valueHeld(session, k), 'instrument-share')
  for (const { refusal, maximumShare, groupOf } of groups) {
    let held = 0
    for (let other = 0; other < groupOf.length; other++)
      if (groupOf[other] === groupOf[k]) held += valueHeld(session, other)
    cut(maximumShare * account.equityNow - held, refusal)
  }
  const power = terms.leverage * account.equityNow - account.grossNow
  if (power < allowed) {
    refuse(session, 'no-buying-power')
    allowed = Math.max(0, power)
  }
  return allowed
}

/** Units that are wanted as such, by an order or by the rule `units`; NaN where it is a value. */
function statedUnits(sizing: SizingTerms, wantedValue: number, wantedUnits: number): number {
  if (wantedUnits > 0) return wantedUnits
  return sizing.method === 'units' && Number.isNaN(wantedValue) ? sizing.units : Number.NaN
}

/** What so many units come to with impact and fee. */
function costOf(terms: ExecutionTerms, units: number): number {
  const impact = impactFraction(terms, units, fill.volume, fill.barVolatility)
  const price = fillPrice(fill.reference, fill.direction, fill.slippage + impact)
  return units * price + feeOf(terms.fee, fill.rate, units, price)
}

/** The units that the money bears at the price with impact, whole where asked. */
function affordable(terms: ExecutionTerms, units: number, price: number, impact: number, allowed: number): number {
  const isTooDear = impact > 0 && units * price + feeOf(terms.fee, fill.rate, units, price) > allowed
  const borne = isTooDear ? Math.min(units, unitsFor(terms.fee, fill.rate, allowed, price)) : units
  return terms.wholeUnits ? Math.floor(borne) : borne
}

/** Reads what a fill depends on besides its size; the refusal where something of it is missing. */
function readFill(
  session: Session,
  order: Order,
  knownBar: number,
  reference: number,
  direction: number,
): Refusal | null {
  const { account, setting } = session
  const k = order.instrument
  const terms = setting.execution[k]!
  const columns = setting.columns[k]!
  fill.range = (columns.range?.[knownBar] ?? Number.NaN) / splitSince(session, k, knownBar)
  if (order.exits !== null && readsRange(order.exits) && !(fill.range > 0)) return 'no-range'
  fill.reference = reference
  fill.direction = direction
  fill.volume = readsVolume(terms) ? volumeKnown(session, k, knownBar) : 0
  fill.barVolatility = columns.barVolatility?.[knownBar] ?? 0
  fill.slippage = slippageFraction(terms, fill.barVolatility)
  fill.rate = feeRate(terms.fee, account.tradedValue[k]!)
  if (terms.impact.model !== 'none' && !(fill.volume > 0)) return 'no-volume'
  const readsVolatility = terms.impact.model === 'square-root' || terms.slippage.volatilityTimes !== 0
  return readsVolatility && !(fill.barVolatility >= 0) ? 'no-volatility' : null
}

function ruleValue(session: Session, order: Order, knownBar: number): number {
  const { account, setting } = session
  const price = fillPrice(fill.reference, fill.direction, fill.slippage)
  const fixed = distanceInPrice(order.exits?.stop ?? null, price, fill.range)
  const moving = distanceInPrice(order.exits?.trail ?? null, price, fill.range)
  const nearer = Number.isNaN(fixed) ? moving : Number.isNaN(moving) ? fixed : Math.min(fixed, moving)
  facts.equity = account.equityNow
  facts.price = price
  facts.yearVolatility = setting.columns[order.instrument]!.yearVolatility?.[knownBar] ?? Number.NaN
  facts.stopFraction = nearer / price
  return entryValue(setting.sizing, facts, account.tally)
}

/**
 * Buys (direction 1) or sells short (-1), opening a position or adding to one. `wantedValue` is the money to put in, `wantedUnits` the exact units; both NaN: the sizing rule says.
 * The account must have been measured. The answer is overwritten by the next call.
 */
export function addToPosition(
  session: Session,
  order: Order,
  bar: number,
  knownBar: number,
  reference: number,
  direction: number,
  wantedValue: number,
  wantedUnits: number,
): Attempt {
  const { account, setting } = session
  const k = order.instrument
  attempt.filled = 0
  attempt.wanted = 0
  attempt.why = null
  const terms = setting.execution[k]!
  const missing = forbids(session, k, direction, knownBar) ?? readFill(session, order, knownBar, reference, direction)
  if (missing !== null) return refuse(session, missing)
  const stated = statedUnits(setting.sizing, wantedValue, wantedUnits)
  const value =
    stated > 0 ? costOf(terms, stated) : Number.isNaN(wantedValue) ? ruleValue(session, order, knownBar) : wantedValue
  if (!(value > 0)) return refuse(session, 'no-size')
  const allowed = allowedValue(session, k, terms, value)
  if (allowed === 0) return attempt
  const { slippage, rate, volume, barVolatility, range } = fill
  const isStated = stated > 0 && allowed === value
  attempt.wanted = isStated ? stated : unitsFor(terms.fee, rate, allowed, fillPrice(reference, direction, slippage))
  const most = volumeCap(terms, volume)
  const units = Math.min(attempt.wanted, most)
  if (most < attempt.wanted) refuse(session, volume > 0 ? 'volume-share' : 'no-volume')
  const impact = impactFraction(terms, units, volume, barVolatility)
  const price = fillPrice(reference, direction, slippage + impact)
  const filled = affordable(terms, units, price, impact, allowed)
  if (!(filled > LEAST_UNITS) || !(price > 0)) {
    countRefusal(account, 'below-one-unit')
    attempt.why ??= 'below-one-unit'
    return attempt
  }
  takeIn(session, order, bar, reference, direction, filled, price, feeOf(terms.fee, rate, filled, price), range)
  attempt.filled = filled
  return attempt
}

function takeIn(
  session: Session,
  order: Order,
  bar: number,
  reference: number,
  direction: number,
  units: number,
  price: number,
  fee: number,
  range: number,
): void {
  const { account } = session
  const k = order.instrument
  const isNew = account.units[k] === 0
  if (isNew) {
    account.held++
    beginHolding(account, k, bar, account.equityNow)
  }
  noteFill(session, order, addToHolding(account, k, bar, direction, units, reference, price, fee), units, price)
  account.grossNow += units * price
  if (order.exits !== null) placeBracket(session, order, direction, isNew ? price : Number.NaN, range)
}
