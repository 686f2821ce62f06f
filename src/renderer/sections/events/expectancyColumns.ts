import type { ExpectancyCellShape } from '../../../core/contract/workbench/stageShapesEvents.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { cellKey, shortDayPart } from './cellChoice.ts'

type Column = DataColumn<ExpectancyCellShape>

const WHAT: readonly Column[] = [
  {
    key: 'side',
    title: 'Leg and side',
    width: 120,
    value: (cell) => `${cell.role} ${cell.direction}`,
    explanation:
      'What a trade on the event holds. Pair: both legs, half of the gross in each; a long pair is long primary and short secondary.',
  },
  {
    key: 'regime',
    title: 'Regime',
    width: 77,
    value: (cell) => cell.volatilityRegime,
    explanation: 'Volatility at the close of the event: tercile of its range among the last 720 bars.',
  },
  {
    key: 'dayPart',
    title: 'Day part',
    width: 82,
    value: (cell) => cell.dayPart,
    text: (cell) => shortDayPart(cell.dayPart),
    explanation:
      'Crypto: quarter of the UTC day, by hours. Equity: the first two hours of the session, the middle, and from the fifth hour on.',
  },
  {
    key: 'events',
    title: 'Events',
    width: 72,
    align: 'right',
    value: (cell) => cell.events,
    text: (cell) => countText(cell.events),
    explanation: 'Events of the cell that have an outcome. With fewer than 10 there is no interval and no test.',
  },
]

/** With fewer there is neither an interval nor a test. */
const LEAST_EVENTS = 10

function whyNot({ events }: ExpectancyCellShape): string {
  if (events === 0) return 'No event of this cell has an outcome.'
  return events < LEAST_EVENTS
    ? `Fewer than ${LEAST_EVENTS} events with an outcome: no interval and no test.`
    : 'All outcomes are the same.'
}

const RETURNS: readonly Column[] = [
  {
    key: 'mean',
    title: 'Mean net',
    width: 88,
    align: 'right',
    value: (cell) => cell.mean,
    text: (cell) => percentText(cell.mean, { signed: true }),
    why: whyNot,
    explanation:
      'Mean return of an event after costs, in percent of the notional, under the standard exit (4 ranges target, 4 ranges stop).',
  },
  {
    key: 'interval',
    title: '95 % interval',
    width: 113,
    align: 'right',
    value: (cell) => cell.low,
    text: intervalText,
    why: whyNot,
    explanation:
      'In percent. Interval of the mean from a stationary bootstrap of 500 resamples, blocks as long as outcomes overlap. Sorted by its lower end.',
  },
  {
    key: 'median',
    title: 'Median',
    width: 75,
    align: 'right',
    value: (cell) => cell.median,
    text: (cell) => percentText(cell.median, { signed: true }),
    why: whyNot,
    explanation: 'Middle net return. Far from the mean: a few events make the result.',
  },
  {
    key: 'hitRate',
    title: 'Hit rate',
    width: 76,
    align: 'right',
    value: (cell) => cell.hitRate,
    text: (cell) => percentText(cell.hitRate, { digits: 0 }),
    why: whyNot,
    explanation: 'Share of the events with a net gain.',
  },
]

const PROOF: readonly Column[] = [
  {
    key: 'hacT',
    title: 't',
    width: 56,
    align: 'right',
    value: (cell) => cell.hacT,
    text: (cell) => ratioText(cell.hacT),
    why: whyNot,
    explanation:
      'Mean over its standard error (Newey and West 1987), corrected for outcomes that overlap in time: the lag is the most later events that begin while one is still open.',
  },
  {
    key: 'p',
    title: 'p',
    width: 67,
    align: 'right',
    value: (cell) => cell.p,
    text: (cell) => probabilityText(cell.p),
    why: whyNot,
    explanation:
      'Two-sided p-value of the t of this cell alone. With hundreds of cells some are small by chance: read q.',
  },
  {
    key: 'q',
    title: 'q',
    width: 67,
    align: 'right',
    value: (cell) => cell.q,
    text: (cell) => probabilityText(cell.q),
    why: whyNot,
    explanation:
      'p after control of false discoveries over all planned cells, empty ones too (Benjamini and Yekutieli 2001).',
  },
]

/** A p-value is never zero. */
function probabilityText(value: number | null): string {
  return value !== null && value < 0.0005 ? '<0.001' : ratioText(value, { digits: 3 })
}

function intervalText({ low, high }: ExpectancyCellShape): string {
  if (low === null || high === null) return 'n/a'
  return `${ratioText(low * 100, { signed: true })} to ${ratioText(high * 100, { signed: true })}`
}

/** Columns of the expectancy table; a dot marks what was picked for the forest plot. */
export function expectancyColumns(picked: ReadonlySet<string>): readonly Column[] {
  const detector: Column = {
    key: 'detector',
    title: 'Detector',
    width: 158,
    value: (cell) => cell.detector,
    text: (cell) => (picked.has(cellKey(cell)) ? `● ${cell.detector}` : cell.detector),
    explanation: 'Under its standard setting. A dot: picked for the forest plot.',
  }
  return [detector, ...WHAT, ...RETURNS, ...PROOF]
}
