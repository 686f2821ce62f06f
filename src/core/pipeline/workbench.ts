import type { TradeBook } from '../backtest/buildTrades.ts'
import { buildTrades } from '../backtest/buildTrades.ts'
import type { DayClock } from '../backtest/dayClock.ts'
import { createDayClock } from '../backtest/dayClock.ts'
import type { TradeList } from '../backtest/tradeList.ts'
import { createTradeList } from '../backtest/tradeList.ts'
import type { TradeTerms } from '../backtest/tradeTerms.ts'
import { tradeTerms } from '../backtest/tradeTerms.ts'
import { outcomesOf } from '../events/barrierOutcomes.ts'
import type { DetectorSetting, EventColumns } from '../events/detector.ts'
import { ROLES } from '../events/detector.ts'
import { detectorOf } from '../events/detectorRegistry.ts'
import type { ExitRule } from '../events/exitRule.ts'
import { exitRuleId } from '../events/exitRule.ts'
import { rangeFraction } from '../events/legMeasures.ts'
import type { IndicatorMemo } from '../indicators/indicatorMemo.ts'
import { createIndicatorMemo } from '../indicators/indicatorMemo.ts'
import type { PairColumns } from '../market/pairColumns.ts'
import type { PairConfig } from './pairConfig.ts'

/**
 * One data set under one configuration, with everything that units share computed once and kept: indicators, events of each setting,
 * outcomes of each exit rule. A unit's result never depends on what was kept before it.
 */
export type Workbench = {
  readonly columns: PairColumns
  readonly config: PairConfig
  readonly seed: number
  readonly clock: DayClock
  readonly memo: IndicatorMemo
  readonly terms: (costTimes: number) => TradeTerms
  readonly eventsOf: (setting: DetectorSetting) => EventColumns
  readonly bookOf: (exit: ExitRule) => TradeBook
  readonly trades: (choice: Choice, options?: TradeOptions) => TradeList
}

/** A configuration of the grid: how events are found, and how their trades end. */
export type Choice = { readonly setting: DetectorSetting; readonly exit: ExitRule }

export type TradeOptions = {
  readonly shiftBars?: number
  readonly costTimes?: number
  readonly delayBars?: number
  readonly keep?: Uint8Array
  /** All events that may trade, whether a position is open or not. */
  readonly overlapping?: boolean
  readonly out?: TradeList
}

export function configurationCount(config: PairConfig): number {
  return config.settings.length * config.exits.length
}

/** Configuration number = setting * exits + exit. */
export function choiceOf(config: PairConfig, configuration: number): Choice {
  const exits = config.exits.length
  return { setting: config.settings[Math.floor(configuration / exits)]!, exit: config.exits[configuration % exits]! }
}

export function detectEvents(columns: PairColumns, memo: IndicatorMemo, setting: DetectorSetting): EventColumns {
  const detector = detectorOf(setting.detectorId)
  if (!detector.ok) throw new Error(detector.trouble.message)
  return detector.value.detect(columns, memo, setting.parameters)
}

function byCodeUnit(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** By name, not by position: parameters that were read back from a file may stand in another order. */
function settingKey(setting: DetectorSetting): string {
  const named = Object.entries(setting.parameters).map(([name, value]) => `${name}=${value}`)
  return `${setting.detectorId}:${named.sort(byCodeUnit).join(':')}`
}

function keep<T>(kept: Map<string, T>, key: string, make: () => T): T {
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = make()
  kept.set(key, made)
  return made
}

/** The same events, each decided `delayBars` later. */
function delayEvents(events: EventColumns, delayBars: number, bars: number): EventColumns {
  const count = events.bar.filter((bar) => bar + delayBars < bars).length
  return {
    bar: events.bar.slice(0, count).map((bar) => bar + delayBars),
    role: events.role.slice(0, count),
    direction: events.direction.slice(0, count),
    strength: events.strength.slice(0, count),
  }
}

export function createWorkbench(columns: PairColumns, config: PairConfig, seed: number): Workbench {
  const memo = createIndicatorMemo()
  const events = new Map<string, EventColumns>()
  const books = new Map<string, TradeBook>()
  const clock = createDayClock(columns.timeMs)
  const terms = (costTimes: number) => tradeTerms(config.costs, config.sizing, costTimes)
  const standardTerms = terms(1)
  const eventsOf = (setting: DetectorSetting) =>
    keep(events, settingKey(setting), () => detectEvents(columns, memo, setting))
  const bookOf = (exit: ExitRule) =>
    keep(books, exitRuleId(exit), () => ({
      timeMs: columns.timeMs,
      intervalMs: columns.intervalMs,
      sessionEnd: columns.sessionEnd,
      stopRanges: exit.stopRanges,
      range: ROLES.map((role) => rangeFraction(columns, memo, role)),
      outcomes: ROLES.flatMap((role) => [
        outcomesOf(columns, memo, role, -1, exit),
        outcomesOf(columns, memo, role, 1, exit),
      ]),
    }))
  const trades = (choice: Choice, options: TradeOptions = {}) => {
    const found = eventsOf(choice.setting)
    const delayed = options.delayBars ? delayEvents(found, options.delayBars, columns.timeMs.length) : found
    const used = options.costTimes === undefined || options.costTimes === 1 ? standardTerms : terms(options.costTimes)
    const out = options.out ?? createTradeList(delayed.bar.length)
    const { shiftBars = 0, keep: kept, overlapping = false } = options
    return buildTrades(delayed, bookOf(choice.exit), used, out, shiftBars, kept, overlapping)
  }
  return { columns, config, seed, clock, memo, terms, eventsOf, bookOf, trades }
}
