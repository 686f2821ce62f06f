import { DAY_MS, HOUR_MS } from '../../time/durations.ts'
import { checkSensorTimes, type SensorSpan } from './checkSensorTimes.ts'
import { checkSensorValues } from './checkSensorValues.ts'
import { type FundingUnitGuess, fundingUnit } from './fundingUnit.ts'
import { proveSettlementGrid } from './proveSettlementGrid.ts'
import type { SensorFinding } from './sensorFinding.ts'
import type { SensorKind } from './sensorKinds.ts'
import type { SensorRows } from './sensorRows.ts'
import { typicalStepMs } from './sensorStep.ts'
import type { SettlementProof } from './settlementProof.ts'

export type SensorCheck = {
  readonly kind: SensorKind
  /** Rows with a value and both times. */
  readonly rows: number
  /** Median time between neighbouring events; NaN for fewer than two. */
  readonly stepMs: number
  /** Share of the bars' span at which a value was known and not older than three steps (liquidations: or a day). */
  readonly coverage: number
  /** Funding only. */
  readonly unit: FundingUnitGuess | null
  /** Funding only. */
  readonly settlement: SettlementProof | null
  /** The worst first. */
  readonly findings: readonly SensorFinding[]
}

/** What is asked of a sensor: `bars` from the open of the first to the close of the last bar that it is to explain, `nowMs` null where no clock may be read. */
export type SensorQuestion = { readonly symbol: string; readonly bars: SensorSpan; readonly nowMs: number | null }

const FRESH_STEPS = 3
const SEVERITY_ORDER = ['error', 'warning', 'note']

/**
 * Whether dated data may stand beside bars: overlap, holes and age, rows from the future, two answers of one event, units and signs, and for funding the clock of its stamps.
 * Nothing is changed: what is wrong is told.
 */
export function checkSensor(kind: SensorKind, rows: SensorRows, { symbol, bars, nowMs }: SensorQuestion): SensorCheck {
  const whole = wholeRows(rows)
  const stepMs = typicalStepMs(whole.eventMs)
  const times = checkSensorTimes(whole, {
    bars,
    nowMs,
    stepMs,
    freshMs: freshFor(kind, stepMs),
    name: `${kind} of ${symbol}`,
  })
  const unit = kind === 'funding' ? fundingUnit(whole.values, Number.isNaN(stepMs) ? 8 * HOUR_MS : stepMs) : null
  const settlement = kind === 'funding' ? proveSettlementGrid(whole.eventMs) : null
  const findings = [
    ...times.findings,
    ...checkSensorValues(kind, symbol, whole, rows.values.length, unit),
    ...(settlement === null ? [] : settlementFindings(settlement)),
  ]
  return {
    kind,
    rows: whole.eventMs.length,
    stepMs,
    coverage: times.coverage,
    unit,
    settlement,
    findings: findings.sort((a, b) => SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity)),
  }
}

/** A value that is three steps old is one that was missed twice. Liquidations come when they come. */
function freshFor(kind: SensorKind, stepMs: number): number {
  if (Number.isNaN(stepMs)) return Number.POSITIVE_INFINITY
  return kind === 'liquidation' ? Math.max(DAY_MS, FRESH_STEPS * stepMs) : FRESH_STEPS * stepMs
}

function settlementFindings({ verdict, sentence, advice }: SettlementProof): readonly SensorFinding[] {
  switch (verdict) {
    case 'on-grid':
      return []
    case 'shifted':
    case 'changing':
      return [{ code: `settlement-${verdict}`, severity: 'error', sentence, advice }]
    case 'ambiguous':
    case 'no-grid':
      return [{ code: `settlement-${verdict}`, severity: 'warning', sentence, advice }]
    case 'too-few':
      return [{ code: 'settlement-unproven', severity: 'note', sentence, advice }]
  }
}

/** Rows with both times and a value, by event and then by when they were known. */
function wholeRows({ eventMs, knownMs, values }: SensorRows): SensorRows {
  const order = Int32Array.from(eventMs.keys())
    .filter((row) => Number.isFinite(eventMs[row]!) && Number.isFinite(knownMs[row]!) && Number.isFinite(values[row]!))
    .sort((a, b) => eventMs[a]! - eventMs[b]! || knownMs[a]! - knownMs[b]! || a - b)
  const taken = (column: Float64Array) => Float64Array.from(order, (row) => column[row]!)
  return { eventMs: taken(eventMs), knownMs: taken(knownMs), values: taken(values) }
}
