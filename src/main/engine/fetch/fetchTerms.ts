import { FETCH_PERIODS, type FetchKind, isOfBars } from '../../../core/contract/fetchKinds.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { MINUTE_MS } from '../../../core/time/durations.ts'
import { type Interval, parseInterval } from '../../../core/time/interval.ts'
import { isoTime } from '../../../core/time/isoTime.ts'

/** What a person asks for. `symbols` are instruments of the workspace; `period` null: the workspace's interval for klines and order flow, else 5m. */
export type FetchWish = {
  readonly kind: FetchKind
  readonly symbols: readonly string[]
  readonly quote: string
  readonly fromMs: number
  readonly toMs: number
  readonly period: string | null
  /** Of the table; null: the kind's own. */
  readonly tableName: string | null
}

/** The same, checked. `toMs` is excluded and not after now. */
export type FetchTerms = Omit<FetchWish, 'period' | 'tableName'> & {
  readonly period: Interval
  readonly tableName: string
  /** By symbol, as the exchange names them. */
  readonly markets: ReadonlyMap<string, string>
  readonly nowMs: number
}

/** Binance opened its USD-M futures in September 2019. */
const FIRST_MS = Date.UTC(2019, 8, 1)

/** Errors: `symbol-unknown`, `symbols-needed`, `bad-quote`, `bad-range`, `period-unsupported`, those of `parseInterval`, `workspace-is-synthetic`. */
export function checkFetch(workspace: Workspace, wish: FetchWish, nowMs: number): Outcome<FetchTerms> {
  if (workspace.synthetic !== undefined)
    return failure(
      'workspace-is-synthetic',
      'This workspace holds synthetic data; real data are never mixed with it.',
      'Create another workspace for the real data.',
    )
  const known = workspace.instruments.map(({ symbol }) => symbol)
  const unknown = wish.symbols.find((symbol) => !known.includes(symbol))
  if (unknown !== undefined)
    return failure(
      'symbol-unknown',
      `The workspace has no instrument ${unknown}.`,
      `Its instruments are: ${known.join(', ')}.`,
    )
  if (wish.symbols.length === 0)
    return failure('symbols-needed', 'No symbol was given.', `Say --symbols ${known.join(',')}.`)
  if (!/^[A-Z0-9]{2,10}$/.test(wish.quote))
    return failure('bad-quote', `"${wish.quote}" is no quote currency.`, 'Say --quote USDT or --quote USDC.')
  const range = checkRange(wish, nowMs)
  if (!range.ok) return range
  const period = parseInterval(wish.period ?? (isOfBars(wish.kind) ? workspace.interval : '5m'))
  if (!period.ok) return period
  const periods = FETCH_PERIODS[wish.kind]
  if (periods.length > 0 && !periods.includes(period.value.label))
    return failure(
      'period-unsupported',
      `There are no ${wish.kind} of ${period.value.label}.`,
      `Say --period with one of ${periods.join(', ')}.`,
    )
  const symbols = [...new Set(wish.symbols)]
  return success({
    ...wish,
    symbols,
    toMs: range.value,
    period: period.value,
    tableName: wish.tableName ?? wish.kind,
    markets: new Map(symbols.map((symbol) => [symbol, `${symbol.toUpperCase()}${wish.quote}`])),
    nowMs,
  })
}

/** The end, not after now. Error: `bad-range`. */
function checkRange({ fromMs, toMs }: FetchWish, nowMs: number): Outcome<number> {
  const endMs = Math.min(toMs, Math.floor(nowMs / MINUTE_MS) * MINUTE_MS)
  if (fromMs >= FIRST_MS && fromMs < endMs) return success(endMs)
  return failure(
    'bad-range',
    `From ${isoTime(fromMs)} to ${isoTime(endMs)} there is nothing to fetch.`,
    `--start must lie before --end and now, and not before ${isoTime(FIRST_MS).slice(0, 10)}.`,
  )
}
