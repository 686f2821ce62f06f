import { borrowCost, bothSideCosts } from '../../backtest/tradeTerms.ts'
import type { EventView, LegBars } from '../../contract/workbench/exploreViews.ts'
import { stopPrice, targetPrice } from '../../events/barrierExit.ts'
import { ROLES } from '../../events/detector.ts'
import type { ExitRule } from '../../events/exitRule.ts'
import { legOf } from '../../events/legMeasures.ts'
import type { Beat } from '../../job/beat.ts'
import { failure, type Outcome, success } from '../../outcome/outcome.ts'
import { dayPart, dayPartNames, VOLATILITY_REGIMES, volatilityRegime } from '../regimes.ts'
import type { Choice, Workbench } from '../workbench.ts'
import { type EventOutcome, eventOutcome } from './eventOutcome.ts'
import type { EventName } from './exploreQuestion.ts'
import { featuresAt } from './featuresAt.ts'
import { fillsOf } from './fillsOf.ts'
import { finiteOrNull } from './finiteOrNull.ts'
import { settingView } from './settingView.ts'
import { standardChoice } from './standardChoice.ts'
import { legsOfRole, signOf } from './tradedRoles.ts'

/** An event of a choice: a row of `bench.eventsOf(choice.setting)`. */
export type ChosenEvent = { readonly choice: Choice; readonly row: number }

const BARS_BEFORE = 60
const BARS_AFTER_LIMIT = 24

/** One event of a detector under its standard setting. Errors: `unknown-detector`, `no-such-event`. */
export function eventView(bench: Workbench, name: EventName, beat: Beat): Outcome<EventView> {
  const choice = standardChoice(bench, name.detector)
  if (!choice.ok) return choice
  const events = bench.eventsOf(choice.value.setting)
  const { timeMs } = bench.columns
  const row = events.bar.findIndex(
    (bar, at) =>
      timeMs[bar] === name.timeMs && events.role[at] === name.role && events.direction[at] === name.direction,
  )
  if (row < 0)
    return failure(
      'no-such-event',
      `The detector ${name.detector} has no event of that time, role and direction in this run.`,
      'Choose an event from the table again.',
    )
  return success(describeEvent(bench, { choice: choice.value, row }, beat))
}

/** Legs are named by their role: nothing after `prepare` knows a ticker. */
export function describeEvent(bench: Workbench, { choice, row }: ChosenEvent, beat: Beat): EventView {
  const { columns, config } = bench
  const events = bench.eventsOf(choice.setting)
  const bar = events.bar[row]!
  const role = events.role[row]!
  const direction = signOf(events.direction[row]!)
  const outcome = eventOutcome(bench, choice.exit, bar, role, direction)
  const regime = volatilityRegime(bench, role, bar)
  const from = Math.max(0, bar - BARS_BEFORE)
  const to = bar + 2 + choice.exit.limitBars + BARS_AFTER_LIMIT
  return {
    setting: settingView(choice),
    role,
    direction,
    timeMs: columns.timeMs[bar]!,
    strength: finiteOrNull(events.strength[row]!),
    regime: VOLATILITY_REGIMES[regime] ?? null,
    part: dayPartNames(config.profile)[dayPart(bench, bar)] ?? null,
    barTimeMs: [...columns.timeMs.slice(from, to)],
    legs: legsOfRole(role).map((leg) => legBars(bench, leg, from, to)),
    ...(typeof outcome === 'string'
      ? { barriers: null, outcome: null, noTrade: outcome }
      : {
          barriers: barriersOf(bench, choice.exit, bar, role, direction),
          outcome: describeOutcome(bench, outcome, bar, role, direction),
        }),
    features: featuresAt(bench, bar, beat),
  }
}

function legBars({ columns }: Workbench, role: 0 | 1, from: number, to: number): LegBars {
  const { open, high, low, close, volume } = role === 0 ? columns.primary : columns.secondary
  const part = (values: Float64Array) => [...values.slice(from, to)]
  return {
    role,
    symbol: ROLES[role]!,
    open: part(open),
    high: part(high),
    low: part(low),
    close: part(close),
    volume: part(volume),
  }
}

function barriersOf(
  { columns, bookOf }: Workbench,
  exit: ExitRule,
  bar: number,
  role: number,
  direction: 1 | -1,
): EventView['barriers'] {
  const unit = bookOf(exit).range[role]![bar]!
  const name = ROLES[role]!
  const entry = name === 'pair' ? null : legOf(columns, name).open[bar + 1]!
  return {
    entryMs: columns.timeMs[bar + 1]!,
    limitMs: columns.timeMs[bar + 1 + exit.limitBars]!,
    targetReturn: exit.targetRanges * unit,
    stopReturn: -exit.stopRanges * unit,
    targetPrice: entry === null ? null : targetPrice(entry, direction, exit, unit),
    stopPrice: entry === null ? null : stopPrice(entry, direction, exit, unit),
  }
}

function describeOutcome(
  bench: Workbench,
  outcome: EventOutcome,
  bar: number,
  role: number,
  direction: 1 | -1,
): EventView['outcome'] {
  const { exitBar, exitReason, grossReturn, netReturn, heldMs } = outcome
  const terms = bench.terms(1)
  return {
    exitMs: bench.columns.timeMs[exitBar]!,
    exitReason,
    fills: fillsOf(bench, outcome, bar, role, direction),
    grossReturn,
    netReturn,
    sideCosts: bothSideCosts(terms, role, direction, grossReturn),
    borrowCost: borrowCost(terms, role, direction, heldMs),
  }
}
