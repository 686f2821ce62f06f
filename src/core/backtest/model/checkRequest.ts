import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { BacktestRequest, TermColumns } from './backtestRequest.ts'
import { checkDecisions } from './checkDecisions.ts'
import { checkMarket } from './checkMarket.ts'
import { checkExecution, checkExits, checkLimits, checkSizing } from './checkTerms.ts'
import type { ExitTerms } from './exitTerms.ts'
import { readsRange } from './exitTerms.ts'

const FINE: Outcome<true> = success(true)

const COLUMNS = ['barVolatility', 'yearVolatility', 'range', 'fundingRate', 'entryAllowed'] as const

function missing(what: string, column: string, k: number): Outcome<true> {
  return failure(
    'missing-column',
    `${what} needs the column "${column}", and instrument ${k} has none.`,
    'Compute the column, or choose terms that do not read it.',
  )
}

function exitsOf({ decisions, exits }: BacktestRequest): readonly ExitTerms[] {
  return decisions.kind === 'planned' ? decisions.trades.map((trade) => trade.exits) : [exits]
}

/** The columns that the terms read are there, and of the clock's length. */
function checkColumns(request: BacktestRequest, columns: TermColumns, k: number): Outcome<true> {
  const bars = request.market.timeMs.length
  for (const name of COLUMNS) {
    const column = columns[name]
    if (column === null || column.length === bars) continue
    return failure(
      'column-length',
      `Column "${name}" of instrument ${k} has ${column.length} values, the clock ${bars}.`,
      'Give every column one value a bar.',
    )
  }
  const { slippage, impact, volumeShare } = request.execution[k]!
  if (slippage.volatilityTimes > 0 && columns.barVolatility === null)
    return missing('Slippage by volatility', 'barVolatility', k)
  if (impact.model === 'square-root' && columns.barVolatility === null)
    return missing('Square-root impact', 'barVolatility', k)
  if (exitsOf(request).some(readsRange) && columns.range === null)
    return missing('An exit by the average true range', 'range', k)
  if (request.sizing.method === 'volatility-target' && columns.yearVolatility === null)
    return missing('Sizing by volatility', 'yearVolatility', k)
  const funding = columns.fundingRate?.findIndex((rate) => !Number.isFinite(rate)) ?? -1
  if (funding >= 0)
    return failure(
      'bad-funding',
      `The funding rate of instrument ${k} at bar ${funding} is no number.`,
      'Put 0 where nothing is paid.',
    )
  const takesVolume = impact.model !== 'none' || volumeShare !== Number.POSITIVE_INFINITY
  if (takesVolume && !request.market.instruments[k]!.volume.some((volume) => volume > 0))
    return failure(
      'no-volume',
      `Instrument ${k} has no volume, and impact or the volume cap reads it.`,
      'Leave impact and volume cap out, or import a source with volume.',
    )
  return FINE
}

function checkCounts({ market, columns, execution }: BacktestRequest): Outcome<true> {
  const count = market.instruments.length
  if (columns.length === count && execution.length === count) return FINE
  return failure(
    'terms-length',
    `There are ${count} instruments, ${execution.length} execution terms and ${columns.length} sets of columns.`,
    'Give every instrument its own terms and columns.',
  )
}

function checkSpan({ market, startCash, fromBar, toBar }: BacktestRequest): Outcome<true> {
  const bars = market.timeMs.length
  if (!(startCash > 0 && startCash < Number.POSITIVE_INFINITY))
    return failure('bad-cash', `An account cannot begin with ${startCash}.`, 'State a starting capital above 0.')
  if (Number.isInteger(fromBar) && Number.isInteger(toBar) && fromBar >= 0 && fromBar < toBar && toBar <= bars)
    return FINE
  return failure(
    'bad-span',
    `The bars ${fromBar} to ${toBar} are no span of the ${bars} that there are.`,
    'Choose a span with at least one bar inside the data.',
  )
}

function checkFiner({ market, finer }: BacktestRequest): Outcome<true> {
  if (finer === undefined) return FINE
  const { firstFiner } = finer
  const bars = market.timeMs.length
  const fits = finer.market.instruments.length === market.instruments.length && firstFiner.length === bars + 1
  const ascends = firstFiner.every((row, bar) => bar === 0 || row >= firstFiner[bar - 1]!)
  if (fits && ascends && firstFiner[0]! >= 0 && firstFiner[bars]! <= finer.market.timeMs.length)
    return checkMarket(finer.market)
  return failure(
    'bad-finer-bars',
    'The finer bars do not belong to these bars.',
    'Give the same instruments, and for each bar the row of its first finer bar.',
  )
}

function checkStop({ sizing, exits, decisions }: BacktestRequest): Outcome<true> {
  if (sizing.method !== 'risk' || decisions.kind === 'planned' || exits.stop !== null || exits.trail !== null)
    return FINE
  return failure('no-stop', 'Sizing by risk needs a stop, and there is none.', 'Set a stop or a trailing stop.')
}

/** A request that both engines may trust, or the first thing that is wrong with it. O(bars x instruments). */
export function checkRequest(request: BacktestRequest): Outcome<BacktestRequest> {
  const count = request.market.instruments.length
  const checks = [
    () => checkMarket(request.market),
    () => checkCounts(request),
    () => checkSpan(request),
    ...request.execution.map((terms) => () => checkExecution(terms)),
    () => checkExits(request.exits),
    () => checkSizing(request.sizing),
    () => checkStop(request),
    () => checkLimits(request.limits, count),
    ...request.columns.map((columns, k) => () => checkColumns(request, columns, k)),
    () => checkDecisions(request),
    () => checkFiner(request),
  ]
  for (const check of checks) {
    const checked = check()
    if (!checked.ok) return checked
  }
  return success(request)
}
