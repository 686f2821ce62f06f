import { correlationOfReturns } from '../../risk/correlationOfReturns.ts'
import type { SizingFacts } from '../../risk/entryValue.ts'
import { entryValue } from '../../risk/entryValue.ts'
import type { Refusal } from '../../risk/riskLimits.ts'
import type { SizingTerms } from '../../risk/sizingTerms.ts'
import type { ExecutionTerms } from '../model/executionTerms.ts'
import type { ExitTerms } from '../model/exitTerms.ts'
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
import type { Book } from './book.ts'
import { countPosition, refuse } from './book.ts'

/** The account at a moment: after its exits, before its entries. Each entry adds to `gross` and `grossOfGroup`. */
export type Moment = { equity: number; gross: number }

/** What a fill depends on, before its size; `units`: as stated, NaN where a value is wanted. */
type FillFacts = {
  reference: number
  direction: number
  volume: number
  barVolatility: number
  slippage: number
  rate: number
  units: number
}

/** Reused between calls: nothing is allocated an entry. */
const sizingFacts: SizingFacts = { equity: 0, price: 0, yearVolatility: 0, stopFraction: 0 }
const wantedFill: FillFacts = {
  reference: 0,
  direction: 0,
  volume: 0,
  barVolatility: 0,
  slippage: 0,
  rate: 0,
  units: 0,
}

/** The nearer of stop and trail, as a fraction of the price; NaN without either. */
function stopFraction({ stop, trail }: ExitTerms, price: number, range: number): number {
  const fixed = distanceInPrice(stop, price, range)
  const moving = distanceInPrice(trail, price, range)
  const nearer = Number.isNaN(fixed) ? moving : Number.isNaN(moving) ? fixed : Math.min(fixed, moving)
  return nearer / price
}

/** Why a new position may not be opened at all, whatever its size. */
function refusalOf(book: Book, instrument: number, direction: number, knownBar: number): Refusal | null {
  const { request } = book
  const { limits } = request
  if (book.halted) return 'halted'
  if (limits.maximumPositions !== null && book.held >= limits.maximumPositions) return 'maximum-positions'
  if (limits.maximumCorrelation !== null && book.held > 0) {
    const { instruments } = request.market
    for (let other = 0; other < instruments.length; other++) {
      const units = book.units[other]!
      if (other === instrument || units * direction <= 0) continue
      const correlation = correlationOfReturns(
        instruments[instrument]!.close,
        instruments[other]!.close,
        knownBar,
        limits.correlationBars,
      )
      if (!(correlation <= limits.maximumCorrelation)) return 'correlation'
    }
  }
  return null
}

/** Value that limits and buying power leave of `wanted`. The refusal of the limit that cut it is counted. */
function allowedValue(book: Book, instrument: number, terms: ExecutionTerms, moment: Moment, wanted: number): number {
  const { limits } = book.request
  let value = wanted
  if (limits.maximumShareOfInstrument !== null) {
    const room =
      limits.maximumShareOfInstrument * moment.equity - Math.abs(book.units[instrument]!) * book.lastClose[instrument]!
    if (room < value) {
      refuse(book, 'instrument-share')
      value = Math.max(0, room)
    }
  }
  for (const { refusal, maximumShare, groupOf } of limits.groups) {
    const room = maximumShare * moment.equity - grossOfGroup(book, groupOf, instrument)
    if (room < value) {
      refuse(book, refusal)
      value = Math.max(0, room)
    }
  }
  const power = terms.leverage * moment.equity - moment.gross
  if (power < value) {
    refuse(book, 'no-buying-power')
    value = Math.max(0, power)
  }
  return value
}

function grossOfGroup(book: Book, groupOf: readonly number[], instrument: number): number {
  let gross = 0
  for (let other = 0; other < groupOf.length; other++) {
    if (groupOf[other] === groupOf[instrument]) gross += Math.abs(book.units[other]!) * book.lastClose[other]!
  }
  return gross
}

/** Units that an entry wants as such, NaN where it wants a value: an order, or the sizing rule `units`. */
function statedUnits(sizing: SizingTerms, wanted: number, wantedUnits: number): number {
  if (wantedUnits > 0) return wantedUnits
  return sizing.method === 'units' && Number.isNaN(wanted) ? sizing.units : Number.NaN
}

/** What so many units cost with impact and fee. */
function costOf(terms: ExecutionTerms, facts: FillFacts, units: number): number {
  const impact = impactFraction(terms, units, facts.volume, facts.barVolatility)
  const price = fillPrice(facts.reference, facts.direction, facts.slippage + impact)
  return units * price + feeOf(terms.fee, facts.rate, units, price)
}

/** The value that an entry wants, before limits. */
function wantedValue(book: Book, instrument: number, knownBar: number, wanted: number, moment: Moment): number {
  const { request } = book
  if (wantedFill.units > 0) return costOf(request.execution[instrument]!, wantedFill, wantedFill.units)
  if (!Number.isNaN(wanted)) return wanted
  const { yearVolatility, range } = request.columns[instrument]!
  const price = fillPrice(wantedFill.reference, wantedFill.direction, wantedFill.slippage)
  sizingFacts.equity = moment.equity
  sizingFacts.price = price
  sizingFacts.yearVolatility = yearVolatility?.[knownBar] ?? Number.NaN
  sizingFacts.stopFraction = stopFraction(book.exits[instrument]!, price, range?.[knownBar] ?? Number.NaN)
  return entryValue(request.sizing, sizingFacts, book.tally)
}

/** Reads what the fill depends on into `wantedFill`; the refusal where something is missing. */
function readFacts(
  book: Book,
  instrument: number,
  knownBar: number,
  reference: number,
  direction: number,
): Refusal | null {
  const { request } = book
  const terms = request.execution[instrument]!
  const columns = request.columns[instrument]!
  if (readsRange(book.exits[instrument]!) && !((columns.range?.[knownBar] ?? Number.NaN) > 0)) return 'no-range'
  wantedFill.reference = reference
  wantedFill.direction = direction
  wantedFill.volume = readsVolume(terms) ? request.market.instruments[instrument]!.volume[knownBar]! : 0
  wantedFill.barVolatility = columns.barVolatility?.[knownBar] ?? 0
  wantedFill.slippage = slippageFraction(terms, wantedFill.barVolatility)
  wantedFill.rate = feeRate(terms.fee, book.tradedValue[instrument]!)
  const { impact } = terms
  if (impact.model !== 'none' && !(wantedFill.volume > 0)) return 'no-volume'
  const readsVolatility = impact.model === 'square-root' || terms.slippage.volatilityTimes !== 0
  return readsVolatility && !(wantedFill.barVolatility >= 0) ? 'no-volatility' : null
}

/**
 * Buys (direction 1) or sells short (-1), opening a position or adding to one. `wanted` is the value to trade before limits, `wantedUnits` the units;
 * both NaN: as the sizing rule says. Whatever does not happen is counted as a refusal. Whether anything was filled.
 */
export function enterPosition(
  book: Book,
  instrument: number,
  bar: number,
  knownBar: number,
  reference: number,
  direction: number,
  wanted: number,
  wantedUnits: number,
  moment: Moment,
): boolean {
  const { request } = book
  const isNew = book.units[instrument] === 0
  const refusal =
    (isNew || book.halted ? refusalOf(book, instrument, direction, knownBar) : null) ??
    readFacts(book, instrument, knownBar, reference, direction)
  if (refusal !== null) return refuse(book, refusal)
  const terms = request.execution[instrument]!
  wantedFill.units = statedUnits(request.sizing, wanted, wantedUnits)
  const value = wantedValue(book, instrument, knownBar, wanted, moment)
  if (!(value > 0)) return refuse(book, 'no-size')
  const allowed = allowedValue(book, instrument, terms, moment, value)
  if (allowed === 0) return false
  const units = fillableUnits(book, terms, allowed, allowed === value)
  const impact = impactFraction(terms, units, wantedFill.volume, wantedFill.barVolatility)
  const price = fillPrice(reference, direction, wantedFill.slippage + impact)
  const filled = affordableUnits(terms, units, price, impact, allowed)
  if (!(filled > LEAST_UNITS) || !(price > 0)) return refuse(book, 'below-one-unit')
  const fee = feeOf(terms.fee, wantedFill.rate, filled, price)
  if (isNew) {
    countPosition(book, instrument, direction, 1)
    beginHolding(book, instrument, bar, moment.equity)
  }
  addToHolding(book, instrument, bar, direction, filled, reference, price, fee)
  moment.gross += filled * price
  placeExits(book, instrument, direction, request.columns[instrument]!.range?.[knownBar] ?? Number.NaN)
  if (isNew) book.bestPrice[instrument] = price
  return true
}

/** Units before impact: as stated where nothing cut them, else what the money buys; no more than the volume cap lets through. */
function fillableUnits(book: Book, terms: ExecutionTerms, allowed: number, uncut: boolean): number {
  const { units: stated, rate, volume } = wantedFill
  const plainPrice = fillPrice(wantedFill.reference, wantedFill.direction, wantedFill.slippage)
  const units = stated > 0 && uncut ? stated : unitsFor(terms.fee, rate, allowed, plainPrice)
  const most = volumeCap(terms, volume)
  if (!(most < units)) return units
  refuse(book, volume > 0 ? 'volume-share' : 'no-volume')
  return most
}

/** Units that the money pays for at the price with impact (which stays that of `units`), whole where asked. */
function affordableUnits(terms: ExecutionTerms, units: number, price: number, impact: number, allowed: number): number {
  const { fee } = terms
  const { rate } = wantedFill
  const tooMuch = impact > 0 && units * price + feeOf(fee, rate, units, price) > allowed
  const filled = tooMuch ? Math.min(units, unitsFor(fee, rate, allowed, price)) : units
  return terms.wholeUnits ? Math.floor(filled) : filled
}

/** Levels from the average fill price; a position that is added to has them placed anew. */
function placeExits(book: Book, instrument: number, direction: number, range: number): void {
  const { stop, target, trail } = book.exits[instrument]!
  const price = book.entryValue[instrument]! / book.entryUnits[instrument]!
  book.stopLevel[instrument] = price - direction * distanceInPrice(stop, price, range)
  book.targetLevel[instrument] = price + direction * distanceInPrice(target, price, range)
  book.trailDistance[instrument] = distanceInPrice(trail, price, range)
}
