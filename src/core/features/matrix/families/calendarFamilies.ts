import { type ClockReading, exchangeClock } from '../exchangeClock.ts'
import type { FeatureFamily, FeatureInputs, MatrixFeature } from '../matrixFeature.ts'
import { familyOf, featureOf } from './familyParts.ts'

const CLOCK = "the exchange's local time at the start of the bar (UTC where trading never stops)"
const CIRCLE = 'Circular coding of a periodic variable, Mardia & Jupp (2000)'

type Cycle = {
  readonly name: string
  readonly title: string
  readonly formula: string
  readonly unit: string
  readonly isCategory: boolean
  readonly read: (clock: ClockReading) => number
  /** Share of the circle that has gone by. */
  readonly turn: (clock: ClockReading) => number
  readonly turnFormula: string
}

const CYCLES: readonly Cycle[] = [
  {
    name: 'hour',
    title: 'Hour of day',
    formula: `hour, whole, of ${CLOCK}`,
    unit: '0 to 23',
    isCategory: false,
    read: ({ hour }) => Math.floor(hour),
    turn: ({ hour }) => hour / 24,
    turnFormula: 'hour / 24, with its minutes',
  },
  {
    name: 'weekday',
    title: 'Day of week',
    formula: `day of the week of ${CLOCK}; Sunday 0, Saturday 6`,
    unit: '0 to 6',
    isCategory: true,
    read: ({ weekday }) => weekday,
    turn: ({ weekday }) => weekday / 7,
    turnFormula: 'weekday / 7, Sunday 0',
  },
  {
    name: 'month',
    title: 'Month',
    formula: `month of ${CLOCK}`,
    unit: '1 to 12',
    isCategory: true,
    read: ({ month }) => month,
    turn: ({ month }) => (month - 1) / 12,
    turnFormula: '(month - 1) / 12',
  },
  {
    name: 'day_of_month',
    title: 'Day of month',
    formula: `day of the month of ${CLOCK}`,
    unit: '1 to 31',
    isCategory: false,
    read: ({ day }) => day,
    turn: ({ day, daysInMonth }) => (day - 1) / daysInMonth,
    turnFormula: '(day - 1) / days of that month',
  },
]

/** Where in the day, week, month and year a bar lies: as a number, and as a point on a circle so that 23 h is next to 0 h. */
export const CALENDAR_FAMILIES: readonly FeatureFamily[] = CYCLES.flatMap((cycle) => [
  familyOf({ name: cycle.name, title: cycle.title, kind: 'calendar' }, [], (_, asked) => [plain(cycle, asked)]),
  familyOf({ name: `${cycle.name}_cycle`, title: `${cycle.title} on a circle`, kind: 'calendar' }, [], (_, asked) => [
    onCircle(cycle, `${asked}_sin`, 'sin', Math.sin),
    onCircle(cycle, `${asked}_cos`, 'cos', Math.cos),
  ]),
])

function plain({ formula, unit, isCategory, read }: Cycle, name: string): MatrixFeature {
  return featureOf({
    name,
    formula,
    source: 'Calendar of the instrument',
    unit,
    inputs: ['time'],
    warmupBars: 0,
    isCategory,
    compute: (inputs) => readClock(inputs, read),
  })
}

function onCircle(
  { turn, turnFormula }: Cycle,
  name: string,
  coordinate: string,
  project: (radians: number) => number,
): MatrixFeature {
  return featureOf({
    name,
    formula: `${coordinate}(2 pi x ${turnFormula}), by ${CLOCK}`,
    source: CIRCLE,
    unit: '-1 to 1',
    inputs: ['time'],
    warmupBars: 0,
    compute: (inputs) => readClock(inputs, (clock) => project(2 * Math.PI * turn(clock))),
  })
}

function readClock({ calendar, market }: FeatureInputs, read: (clock: ClockReading) => number): Float64Array {
  return market.timeMs.map((timeMs) => {
    const clock = exchangeClock(calendar, timeMs)
    return clock === null ? Number.NaN : read(clock)
  })
}
