import type { SizingFacts } from '../../risk/entryValue.ts'
import { entryValue } from '../../risk/entryValue.ts'
import type { Refusal } from '../../risk/riskLimits.ts'
import { distanceInPrice } from '../model/exitTerms.ts'
import { feeOf, feeRate, fillPrice, LEAST_UNITS, unitsFor } from '../model/fillArithmetic.ts'
import type { SegmentRecord } from './segmentRecord.ts'
import { countRefusal } from './segmentRecord.ts'
import type { SegmentRun } from './segmentRun.ts'
import type { SegmentTerms } from './segmentTerms.ts'

/** Reused between calls: nothing is allocated an entry. */
const facts: SizingFacts = { equity: 0.5, price: 0.5, yearVolatility: 0.5, stopFraction: 0.5 }

function stopFraction(terms: SegmentTerms, price: number, range: number): number {
  const fixed = distanceInPrice(terms.exits.stop, price, range)
  const moving = distanceInPrice(terms.exits.trail, price, range)
  const nearer = Number.isNaN(fixed) ? moving : Number.isNaN(moving) ? fixed : Math.min(fixed, moving)
  return nearer / price
}

function refuse(record: SegmentRecord | null, why: Refusal): false {
  if (record !== null) countRefusal(record, why)
  return false
}

/** Opens a position from flat at a reference price, decided at the close of `knownBar`; false where it does not come to that. */
export function enterSegment(
  run: SegmentRun,
  terms: SegmentTerms,
  direction: number,
  knownBar: number,
  reference: number,
  record: SegmentRecord | null,
): boolean {
  const { fee, wholeUnits, leverage } = terms.execution
  const { position, cash } = run
  const range = terms.columns.range === null ? Number.NaN : terms.columns.range[knownBar]!
  if (terms.readsRange && !(range > 0)) return refuse(record, 'no-range')
  const price = fillPrice(reference, direction, terms.slippage)
  const rate = feeRate(fee, run.traded)
  facts.equity = cash
  facts.price = price
  facts.yearVolatility = terms.columns.yearVolatility === null ? Number.NaN : terms.columns.yearVolatility[knownBar]!
  facts.stopFraction = stopFraction(terms, price, range)
  const stated = terms.sizing.method === 'units' ? terms.sizing.units : Number.NaN
  const wanted =
    stated > 0 ? stated * price + feeOf(fee, rate, stated, price) : entryValue(terms.sizing, facts, run.tally)
  if (!(wanted > 0)) return refuse(record, 'no-size')
  const power = leverage * cash
  const cut = power < wanted
  if (cut && record !== null) countRefusal(record, 'no-buying-power')
  if (cut && !(power > 0)) return false
  let units = stated > 0 && !cut ? stated : unitsFor(fee, rate, cut ? power : wanted, price)
  if (wholeUnits) units = Math.floor(units)
  if (!(units > LEAST_UNITS) || !(price > 0)) return refuse(record, 'below-one-unit')
  const paid = feeOf(fee, rate, units, price)
  const value = units * price
  run.cash += -direction * value - paid
  run.fees += paid
  run.traded += value
  position.direction = direction
  position.entryBar = knownBar + 1
  position.units = direction * units
  position.price = price
  position.value = value
  position.fees = paid
  position.financing = 0
  position.equityBefore = cash
  const average = value / units
  position.stopLevel = average - direction * distanceInPrice(terms.exits.stop, average, range)
  position.targetLevel = average + direction * distanceInPrice(terms.exits.target, average, range)
  position.trailDistance = distanceInPrice(terms.exits.trail, average, range)
  return true
}
