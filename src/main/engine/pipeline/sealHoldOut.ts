import type { SealReport } from '../../../core/contract/workbench/holdOutCalls.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { alignMarket } from '../../../core/market/alignMarket.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { exchangeDayStart } from '../../../core/time/exchangeOffset.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { holdOutBoundaryMs, splitAt } from '../../../core/validation/sealedHoldOut.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { Ledger } from '../ports/ledger.ts'
import { readSeries } from '../queries/readSeries.ts'
import { tradedInstruments } from '../queries/tradedInstruments.ts'
import { ledgerSymbol } from './readPair.ts'
import { sealedBoundary } from './sealedBoundary.ts'
import { sealsOn } from './sealsOn.ts'

/** `share` of the bars, or a `fromDay` (yyyy-mm-dd, the exchange's). */
export type SealWish = {
  readonly symbols: readonly string[]
  readonly interval: string
  readonly share: number
  readonly fromDay: string | undefined
}

type SealPorts = DataReadPorts & { readonly ledger: Ledger }

/**
 * Seals the last bars of some instruments: from now on nothing here learns from, trades or searches them unless it opens the hold-out, which is counted. It cannot be undone or moved.
 * Errors: those of `planSeal`.
 */
export async function sealHoldOut(
  ports: SealPorts,
  workspace: Workspace,
  wish: SealWish,
): Promise<Outcome<SealReport>> {
  const plan = await planSeal(ports, workspace, wish)
  if (!plan.ok) return plan
  const { symbols, interval, from } = plan.value
  const boundary = sealedBoundary(ports.files, `${symbols} ${interval}`, Date.parse(from))
  if (!boundary.ok) return boundary
  const fixed = boundary.value.fix()
  return fixed.ok ? plan : fixed
}

/**
 * What would be sealed; nothing is yet.
 * Errors: `hold-out-fixed`, `hold-out-empty`, `bad-day`, those of `tradedInstruments`, `readSeries` and the ledger.
 */
export async function planSeal(
  ports: SealPorts,
  workspace: Workspace,
  { symbols, interval, share, fromDay }: SealWish,
): Promise<Outcome<SealReport>> {
  const instruments = tradedInstruments(workspace, symbols)
  if (!instruments.ok) return instruments
  const ledgerSymbols = symbols.map((symbol) => ledgerSymbol(workspace, symbol))
  const seals = sealsOn(ports.files, ledgerSymbols)
  if (!seals.ok) return seals
  const [known] = seals.value
  if (known !== undefined)
    return failure(
      'hold-out-fixed',
      `A hold-out of ${known.symbols} is sealed already, from ${isoTime(known.startMs)} on.`,
      'It cannot be moved: a boundary that can be chosen again is no boundary.',
    )
  const timeMs = await timesOf(ports, symbols, interval)
  if (!timeMs.ok) return timeMs
  const calendar = calendarOf(instruments.value[0]!.calendar)
  const startMs = fromDay === undefined ? holdOutBoundaryMs(timeMs.value, share) : exchangeDayStart(calendar, fromDay)
  if (Number.isNaN(startMs)) return failure('bad-day', `${fromDay} is no day.`, 'Write it as yyyy-mm-dd.')
  const before = splitAt(timeMs.value, startMs)
  const bars = timeMs.value.length
  if (before === 0 || before === bars) return sealsNothing(startMs, timeMs.value)
  const key = symbolsKey(ledgerSymbols)
  const lookedAt = trialsBeyond(ports.ledger, key, startMs)
  if (!lookedAt.ok) return lookedAt
  return success({
    workspace: workspace.name,
    symbols: key,
    interval,
    from: isoTime(startMs),
    sealedBars: bars - before,
    bars,
    lookedAt: lookedAt.value,
  })
}

async function timesOf(
  ports: DataReadPorts,
  symbols: readonly string[],
  interval: string,
): Promise<Outcome<Float64Array>> {
  const span = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
  const series = []
  for (const symbol of symbols) {
    const read = await readSeries(ports, { symbol, interval, ...span })
    if (!read.ok) return read
    series.push(read.value)
  }
  const market = alignMarket(series)
  return market.ok ? success(market.value.timeMs) : market
}

function trialsBeyond(ledger: Ledger, symbols: string, startMs: number): Outcome<number> {
  const entries = ledger.entries({ symbols })
  if (!entries.ok) return entries
  return success(
    entries.value.reduce((sum, entry) => {
      const isTrials = entry.kind === 'trials' || entry.kind === 'trial-block'
      return isTrials && entry.payload.span.toMs > startMs ? sum + entry.payload.added : sum
    }, 0),
  )
}

function sealsNothing(startMs: number, timeMs: Float64Array): Outcome<never> {
  return failure(
    'hold-out-empty',
    `A hold-out from ${isoTime(startMs)} on leaves nothing ${startMs <= timeMs[0]! ? 'to learn from' : 'sealed'}: there are bars from ${isoTime(timeMs[0]!)} to ${isoTime(timeMs.at(-1)!)}.`,
    'Choose a day in between, or a --share between 0 and 1.',
  )
}
