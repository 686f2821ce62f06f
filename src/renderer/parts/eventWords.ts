import type {
  EventView,
  ExitView,
  NoTradeReason,
  SettingView,
  TradeEnd,
} from '../../core/contract/workbench/exploreViews.ts'
import { countText, ratioText } from '../ui/numberText.ts'

export const ROLE_NAMES = ['primary', 'secondary', 'pair'] as const

export const EXIT_WORDS: Readonly<Record<TradeEnd, string>> = {
  target: 'target',
  stop: 'stop',
  time: 'time limit',
  halt: 'the account’s ruin',
}

export function sideWord(direction: number): 'long' | 'short' {
  return direction > 0 ? 'long' : 'short'
}

/** `long BTC-USDT`; of the pair what is bought first: `long BTC-USDT, short ETH-USDT`. */
export function positionText({ role, direction, legs }: Pick<EventView, 'role' | 'direction' | 'legs'>): string {
  const symbol = (wanted: number) => legs.find((leg) => leg.role === wanted)?.symbol ?? ROLE_NAMES[wanted] ?? 'n/a'
  if (role < 2) return `${sideWord(direction)} ${symbol(role)}`
  return `${sideWord(direction)} ${symbol(0)}, ${sideWord(-direction)} ${symbol(1)}`
}

/** `target 4 ranges, stop 2 ranges, at most 24 bars`. */
export function exitText({ targetRanges, stopRanges, limitBars }: ExitView): string {
  return `target ${ranges(targetRanges)}, stop ${ranges(stopRanges)}, at most ${countText(limitBars)} bars`
}

export function parameterText({ name, unit, value }: SettingView['parameters'][number]): string {
  return `${name} ${plainNumber(value)}${unit === '' || unit === '1' ? '' : ` ${unit}`}`
}

/** A setting of the grid: as short as it was written. */
export function plainNumber(value: number): string {
  const digits = `${value}`.split('.')[1]?.length ?? 0
  return ratioText(value, { digits: Math.min(digits, 8) })
}

function ranges(value: number): string {
  return `${plainNumber(value)} ${value === 1 ? 'range' : 'ranges'}`
}

const NO_TRADE_TEXTS: Readonly<Record<NoTradeReason, string>> = {
  'data-end': 'The development data end before a trade on it would, so it has no outcome.',
  'session-end': 'It came with the last bar of a session: there is no next open to fill at, so no trade comes of it.',
  'no-range': 'The typical range is not known at this bar, so its barriers could not be set and no trade comes of it.',
}

/** Why an event has no outcome; what it is counted in. */
export function noTradeText(reason: NoTradeReason | undefined): string {
  const why = reason === undefined ? 'No trade comes of this event.' : NO_TRADE_TEXTS[reason]
  return `${why} It is in no mean and in no test.`
}
