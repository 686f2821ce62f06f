import type { TradeTally } from '../../risk/tradeTally.ts'
import { emptyTally } from '../../risk/tradeTally.ts'
import type { Fall } from './segmentBlocks.ts'

/**
 * The account of one configuration, and the position it holds. Used again for the next one: nothing is allocated a configuration.
 * `equity` is that of the last close that was accounted; a fall is in equity here.
 */
export type SegmentRun = {
  cash: number
  equity: number
  fees: number
  financing: number
  traded: number
  readonly fall: Fall
  sum: number
  square: number
  down: number
  day: number
  dayEquity: number
  daySum: number
  daySquare: number
  dayDown: number
  closed: number
  wins: number
  losses: number
  grossProfit: number
  grossLoss: number
  heldBars: number
  halted: boolean
  haltedBar: number
  readonly tally: TradeTally
  readonly position: HeldPosition
  readonly exit: PlannedExit
}

/** `units` are negative for a short; `fees` and `financing` are those of this position. Levels are NaN where there is none. */
export type HeldPosition = {
  direction: number
  entryBar: number
  units: number
  price: number
  value: number
  fees: number
  financing: number
  equityBefore: number
  stopLevel: number
  targetLevel: number
  trailDistance: number
}

/** `bar` at or beyond the end of the data: the position stays open, and `waits` where a decision at the last close found no later bar. */
export type PlannedExit = {
  bar: number
  reference: number
  reason: number
  rests: boolean
  waits: boolean
  turns: boolean
}

/** Numbers that are not whole, so that the fields are doubles from the first configuration on. */
const SOME = 0.5

export function createSegmentRun(): SegmentRun {
  return {
    cash: SOME,
    equity: SOME,
    fees: SOME,
    financing: SOME,
    traded: SOME,
    fall: { peak: SOME, worst: SOME },
    sum: SOME,
    square: SOME,
    down: SOME,
    day: 0,
    dayEquity: SOME,
    daySum: SOME,
    daySquare: SOME,
    dayDown: SOME,
    closed: 0,
    wins: 0,
    losses: 0,
    grossProfit: SOME,
    grossLoss: SOME,
    heldBars: 0,
    halted: false,
    haltedBar: -1,
    tally: emptyTally(),
    position: {
      direction: 0,
      entryBar: 0,
      units: SOME,
      price: SOME,
      value: SOME,
      fees: SOME,
      financing: SOME,
      equityBefore: SOME,
      stopLevel: Number.NaN,
      targetLevel: Number.NaN,
      trailDistance: Number.NaN,
    },
    exit: { bar: 0, reference: SOME, reason: 0, rests: false, waits: false, turns: false },
  }
}

export function resetSegmentRun(run: SegmentRun, startCash: number, firstDay: number): void {
  run.cash = startCash
  run.equity = startCash
  run.fees = 0
  run.financing = 0
  run.traded = 0
  run.fall.peak = startCash
  run.fall.worst = 1
  run.sum = 0
  run.square = 0
  run.down = 0
  run.day = firstDay
  run.dayEquity = startCash
  run.daySum = 0
  run.daySquare = 0
  run.dayDown = 0
  run.closed = 0
  run.wins = 0
  run.losses = 0
  run.grossProfit = 0
  run.grossLoss = 0
  run.heldBars = 0
  run.halted = false
  run.haltedBar = -1
  run.tally.wins = 0
  run.tally.losses = 0
  run.tally.sumOfGains = 0
  run.tally.sumOfLosses = 0
  run.position.units = 0
}

/** Ends the day that is counted with `equity`, and goes on to `nextDay`. */
export function closeDay(run: SegmentRun, equity: number, nextDay: number): void {
  const gain = equity / run.dayEquity - 1
  run.daySum += gain
  run.daySquare += gain * gain
  if (gain < 0) run.dayDown += gain * gain
  run.dayEquity = equity
  run.day = nextDay
}

/** A close at which nothing is held. */
export function accountFlat(run: SegmentRun): void {
  const { cash, fall } = run
  const gain = cash / run.equity - 1
  run.sum += gain
  run.square += gain * gain
  if (gain < 0) run.down += gain * gain
  run.equity = cash
  if (cash > fall.peak) fall.peak = cash
  else if (cash < fall.worst * fall.peak) fall.worst = cash / fall.peak
}
