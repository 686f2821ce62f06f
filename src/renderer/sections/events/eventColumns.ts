import { EXIT_WORDS } from '../../parts/eventWords.ts'
import { featureText } from '../../parts/featureText.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { durationText, percentText } from '../../ui/numberText.ts'
import { timeText } from '../../ui/timeText.ts'
import { shortDayPart } from './cellChoice.ts'
import type { EventRow } from './eventRows.ts'

const right = { align: 'right' as const }

export function eventColumns(timeZone: string): readonly DataColumn<EventRow>[] {
  return [
    {
      key: 'time',
      title: 'Event in bar',
      width: 132,
      value: (row) => row.timeMs,
      text: (row) => timeText(row.timeMs, timeZone),
      explanation: `Start of the bar at whose close the event is known, ${timeZone}.`,
    },
    {
      key: 'legSide',
      title: 'Leg and side',
      width: 128,
      value: (row) => row.legSide,
      explanation: 'What a trade on the event holds. A long pair is long primary and short secondary.',
    },
    {
      key: 'net',
      title: 'Net',
      width: 84,
      ...right,
      value: (row) => row.netReturn,
      text: (row) => percentText(row.netReturn, { signed: true }),
      explanation:
        'Return after fees, slippage and borrow, of the notional, under the standard exit. n/a: no trade comes of it.',
    },
    {
      key: 'gross',
      title: 'Gross',
      width: 84,
      ...right,
      value: (row) => row.grossReturn,
      text: (row) => percentText(row.grossReturn, { signed: true }),
      explanation: 'Return before costs, of the notional.',
    },
    {
      key: 'end',
      title: 'Ended by',
      width: 86,
      value: (row) => row.exitReason,
      text: (row) => (row.exitReason === null ? 'no trade' : EXIT_WORDS[row.exitReason]),
      explanation: 'Which barrier came first: target, stop, or the time limit.',
    },
    {
      key: 'held',
      title: 'Held',
      width: 92,
      ...right,
      value: heldMs,
      text: (row) => durationText(heldMs(row)),
      explanation: 'By the clock, from the close of the event’s bar to the end of the bar in which it ended.',
    },
    {
      key: 'strength',
      title: 'Strength',
      width: 84,
      ...right,
      value: (row) => row.strength,
      text: (row) => featureText(row.strength),
      explanation: 'How far past its threshold the detector was, in the detector’s own unit.',
    },
    {
      key: 'regime',
      title: 'Regime',
      width: 78,
      value: (row) => row.regime,
      explanation: 'Volatility at the close of the event: tercile of its range among the last 720 bars.',
    },
    {
      key: 'part',
      title: 'Day part',
      width: 84,
      value: (row) => row.part,
      text: (row) => (row.part === null ? 'n/a' : shortDayPart(row.part)),
    },
  ]
}

function heldMs({ timeMs, exitMs }: EventRow): number | null {
  return exitMs === null ? null : exitMs - timeMs
}
