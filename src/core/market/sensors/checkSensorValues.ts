import { isConstant } from '../../stats/isConstant.ts'
import type { FundingUnitGuess } from './fundingUnit.ts'
import { findingWhere, type SensorFinding } from './sensorFinding.ts'
import type { SensorKind } from './sensorKinds.ts'
import type { SensorRows } from './sensorRows.ts'

/** Open interest does not grow fiftyfold from one row to the next: then coins became contracts, or one contract another. */
const UNIT_JUMP = 50
const LEAST_ROWS = 20

/** Signs, units and constancy of values. `received`: rows before those without a value or time were left out. */
export function checkSensorValues(
  kind: SensorKind,
  symbol: string,
  { values }: SensorRows,
  received: number,
  unit: FundingUnitGuess | null,
): readonly SensorFinding[] {
  const name = `${kind} of ${symbol}`
  const missing = received - values.length
  return [
    ...findingWhere(missing > 0 && values.length > 0, () => ({
      code: 'sensor-missing-values',
      severity: missing * 10 > received ? 'warning' : 'note',
      sentence: `${missing} of ${received} rows of ${name} have no value or no time; they count for nothing.`,
      advice: 'Check the column of the value, if there should be none.',
    })),
    ...findingWhere(values.length >= LEAST_ROWS && isConstant(values), () => ({
      code: 'sensor-constant',
      severity: 'warning',
      sentence: `All ${values.length} rows of ${name} have the same value (${values[0]}): it tells nothing.`,
      advice: 'Check which column was taken as the value.',
    })),
    ...signs(kind, name, values),
    ...(kind === 'open-interest' ? unitJumps(name, values) : []),
    ...(unit === null || values.length < LEAST_ROWS ? [] : fundingUnits(name, unit)),
  ]
}

function signs(kind: SensorKind, name: string, values: Float64Array): readonly SensorFinding[] {
  const wrong = kind === 'open-interest' ? count(values, (value) => value <= 0) : count(values, (value) => value < 0)
  return [
    ...findingWhere(kind === 'open-interest' && wrong > 0, () => ({
      code: 'open-interest-not-positive',
      severity: 'error',
      sentence: `${wrong} of ${values.length} values of ${name} are zero or negative; open interest is a number of open contracts.`,
      advice: 'Check which column was taken: a change of open interest is another thing.',
    })),
    ...findingWhere(kind === 'liquidation' && wrong > 0, () => ({
      code: 'liquidation-negative',
      severity: 'error',
      sentence: `${wrong} of ${values.length} values of ${name} are negative; liquidated amounts are not.`,
      advice: 'Import the amount without its sign, long and short liquidations in columns of their own.',
    })),
  ]
}

function unitJumps(name: string, values: Float64Array): readonly SensorFinding[] {
  let jumps = 0
  for (let row = 1; row < values.length; row++) {
    const ratio = values[row]! / values[row - 1]!
    const isJump = ratio > UNIT_JUMP || (ratio > 0 && ratio < 1 / UNIT_JUMP)
    if (isJump && Number.isFinite(ratio)) jumps++
  }
  return findingWhere(jumps > 0, () => ({
    code: 'sensor-unit-changes',
    severity: 'warning',
    sentence: `${name} changes ${jumps} times by more than ${UNIT_JUMP} times from one row to the next.`,
    advice: 'Units are mixed (coins, contracts, dollars), or a row is broken: look at the rows around the jumps.',
  }))
}

function fundingUnits(name: string, { unit, typical }: FundingUnitGuess): readonly SensorFinding[] {
  const size = typical.toPrecision(3)
  if (unit === 'fraction' || Number.isNaN(typical)) return []
  if (unit === 'unclear')
    return [
      {
        code: 'funding-unit-unclear',
        severity: 'warning',
        sentence: `The typical size of ${name} for eight hours is ${size}, which is no funding rate as a fraction, in percent or in basis points.`,
        advice:
          'Check which column was taken: a rate of a year, a premium or a price is none. Rates are wanted as fractions (0.0001).',
      },
    ]
  const times = unit === 'percent' ? 100 : 10_000
  return [
    {
      code: 'funding-unit-wrong',
      severity: 'error',
      sentence: `${name} looks like ${unit === 'percent' ? 'percent' : 'basis points'}: its typical size for eight hours is ${size}, where a fraction is about 0.0001. Costs would be ${times} times too large.`,
      advice: `Divide the column by ${times} and import it again.`,
    },
  ]
}

function count(values: Float64Array, holds: (value: number) => boolean): number {
  let found = 0
  for (const value of values) if (holds(value)) found++
  return found
}
