import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { BacktestRequest } from './backtestRequest.ts'
import { checkPlanned } from './checkPlanned.ts'
import type { SignalColumns, UnitOrder } from './decisions.ts'

const FINE: Outcome<true> = success(true)
const SIGNALS = ['enterLong', 'exitLong', 'enterShort', 'exitShort'] as const

function wrongLength(what: string, k: number, length: number, bars: number): Outcome<true> {
  return failure(
    'signal-length',
    `The ${what} of instrument ${k} have ${length} values, the clock ${bars}.`,
    'Compute them on the same bars.',
  )
}

function checkSignals(signals: SignalColumns, k: number, bars: number): Outcome<true> {
  for (const name of SIGNALS) {
    const column = signals[name]
    if (column.length !== bars) return wrongLength(`signals "${name}"`, k, column.length, bars)
    const odd = column.findIndex((value) => value > 1)
    if (odd >= 0)
      return failure(
        'bad-signal',
        `Signal "${name}" of instrument ${k} is ${column[odd]} at bar ${odd}.`,
        'A signal is 0 or 1.',
      )
  }
  return FINE
}

function checkTarget(target: Float64Array, k: number, bars: number): Outcome<true> {
  if (target.length !== bars) return wrongLength('targets', k, target.length, bars)
  const odd = target.findIndex((share) => Math.abs(share) === Number.POSITIVE_INFINITY)
  if (odd < 0) return FINE
  return failure(
    'bad-target',
    `The target of instrument ${k} at bar ${odd} is infinite.`,
    'A target is a share of equity.',
  )
}

function checkOrders(orders: readonly UnitOrder[], instruments: number, bars: number): Outcome<true> {
  for (let at = 0; at < orders.length; at++) {
    const { bar, instrument, units } = orders[at]!
    const isPlaced = Number.isInteger(bar) && bar >= 0 && bar < bars
    if (!isPlaced || !Number.isInteger(instrument) || instrument < 0 || instrument >= instruments)
      return failure(
        'bad-order',
        `Order ${at} names bar ${bar} of instrument ${instrument}, which is not there.`,
        'Name a bar and an instrument of the data.',
      )
    if (!Number.isFinite(units))
      return failure('bad-order', `Order ${at} is for ${units} units.`, 'State a number of units, negative to sell.')
    if (at > 0 && bar < orders[at - 1]!.bar)
      return failure('unsorted-orders', `Order ${at} stands after an order of a later bar.`, 'Sort the orders by bar.')
  }
  return FINE
}

/** One column an instrument, one value a bar; orders sorted by bar. */
export function checkDecisions({ decisions, market }: BacktestRequest): Outcome<true> {
  const count = market.instruments.length
  const bars = market.timeMs.length
  if (decisions.kind === 'orders') return checkOrders(decisions.orders, count, bars)
  if (decisions.kind === 'planned') return checkPlanned(decisions, count, bars)
  if (decisions.instruments.length !== count)
    return failure(
      'signal-count',
      `There are ${count} instruments and decisions for ${decisions.instruments.length}.`,
      'Give every instrument its decisions.',
    )
  for (let k = 0; k < count; k++) {
    const checked =
      decisions.kind === 'signals'
        ? checkSignals(decisions.instruments[k]!, k, bars)
        : checkTarget(decisions.instruments[k]!, k, bars)
    if (!checked.ok) return checked
  }
  return FINE
}
