import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { SignalColumns, UnitOrder } from '../model/decisions.ts'
import type { ExitReason } from '../model/exitTerms.ts'
import type { OrderSize } from './orderTypes.ts'
import type { Strategy, StrategyContext } from './strategy.ts'

/** Replaces whatever waits for the instrument by an order to leave it. */
function leave(context: StrategyContext, instrument: number, reason: ExitReason): void {
  context.cancelWaiting(instrument)
  const side = context.units(instrument) > 0 ? -1 : 1
  context.submit({ instrument, type: 'market', side, size: { kind: 'position' }, reason })
}

type Enter = (context: StrategyContext, instrument: number, side: 1 | -1, size: OrderSize) => void

function decideEntry(request: BacktestRequest, context: StrategyContext, enter: Enter, k: number, side: 1 | -1): void {
  const held = context.units(k)
  if (held * side > 0) return
  const allowed = request.columns[k]!.entryAllowed
  const mayEnter = !context.halted && (allowed === null || allowed[context.barCount - 1] !== 0)
  if (held !== 0) leave(context, k, mayEnter ? 'reversal' : 'signal')
  else if (mayEnter) context.cancelWaiting(k)
  if (mayEnter) enter(context, k, side, { kind: 'rule' })
}

function readSignals(
  request: BacktestRequest,
  context: StrategyContext,
  enter: Enter,
  k: number,
  signals: SignalColumns,
): void {
  const bar = context.barCount - 1
  const held = context.units(k)
  const exitLong = signals.exitLong[bar] === 1
  const exitShort = signals.exitShort[bar] === 1
  if ((held > 0 && exitLong) || (held < 0 && exitShort)) leave(context, k, 'signal')
  const long = signals.enterLong[bar] === 1 && !exitLong
  const short = signals.enterShort[bar] === 1 && !exitShort
  if (long !== short) decideEntry(request, context, enter, k, long ? 1 : -1)
}

/** Orders of one bar and instrument, added up. */
function tradeOrders(context: StrategyContext, enter: Enter, orders: readonly UnitOrder[]): void {
  const wanted = new Map<number, number>()
  for (const { instrument, units } of orders)
    if (units !== 0) wanted.set(instrument, (wanted.get(instrument) ?? 0) + units)
  for (const [instrument, units] of wanted) {
    context.cancelWaiting(instrument)
    if (units !== 0) enter(context, instrument, units > 0 ? 1 : -1, { kind: 'units', units: Math.abs(units) })
  }
}

function ordersByBar(request: BacktestRequest): ReadonlyMap<number, UnitOrder[]> {
  const byBar = new Map<number, UnitOrder[]>()
  if (request.decisions.kind !== 'orders') return byBar
  for (const order of request.decisions.orders) {
    const there = byBar.get(order.bar)
    if (there === undefined) byBar.set(order.bar, [order])
    else there.push(order)
  }
  return byBar
}

/** What a backtest request decides, as a strategy: with `runEvents` on the same terms it must trade what the vector engine trades. */
export function agreeingStrategy(request: BacktestRequest): Strategy {
  const { decisions, exits, market } = request
  const orders = ordersByBar(request)
  const enter: Enter = (context, instrument, side, size) => {
    const allowed = request.columns[instrument]!.entryAllowed
    const reduceOnly = allowed !== null && allowed[context.barCount - 1] === 0
    context.submit({ instrument, type: 'market', side, size, exits, immediateOrCancel: true, reduceOnly })
  }
  const decide = (context: StrategyContext): void => {
    const bar = context.barCount - 1
    if (decisions.kind === 'orders') {
      tradeOrders(context, enter, orders.get(bar) ?? [])
      return
    }
    for (let k = 0; k < market.instruments.length; k++) {
      if (decisions.kind === 'signals') {
        if (!Number.isNaN(context.close(k))) readSignals(request, context, enter, k, decisions.instruments[k]!)
        continue
      }
      const share = decisions.instruments[k]![bar]!
      if (Number.isNaN(share)) continue
      context.cancelWaiting(k)
      enter(context, k, share < 0 ? -1 : 1, { kind: 'target', share })
    }
  }
  const leaveByTime = (context: StrategyContext, limitBars: number): void => {
    for (let k = 0; k < market.instruments.length; k++) {
      if (context.units(k) === 0 || context.isLeaving(k)) continue
      if (context.position(k).heldBars >= limitBars) leave(context, k, 'time')
    }
  }
  return {
    onBar: (context) => {
      decide(context)
      if (exits.limitBars !== null) leaveByTime(context, exits.limitBars)
    },
  }
}
