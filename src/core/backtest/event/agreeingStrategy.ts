import type { BacktestRequest } from '../model/backtestRequest.ts'
import type { PlannedTrade, SignalColumns, UnitOrder } from '../model/decisions.ts'
import type { ExitReason, ExitTerms } from '../model/exitTerms.ts'
import type { OrderSize } from './orderTypes.ts'
import type { Strategy, StrategyContext } from './strategy.ts'

/** Replaces whatever waits for the instrument by an order to leave it. */
function leave(context: StrategyContext, instrument: number, reason: ExitReason): void {
  context.cancelWaiting(instrument)
  const side = context.units(instrument) > 0 ? -1 : 1
  context.submit({ instrument, type: 'market', side, size: { kind: 'position' }, reason })
}

type Enter = (context: StrategyContext, instrument: number, side: 1 | -1, size: OrderSize, exits?: ExitTerms) => void

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

function byBar<T extends { readonly bar: number }>(decided: readonly T[]): ReadonlyMap<number, readonly T[]> {
  const found = new Map<number, T[]>()
  for (const entry of decided) {
    const there = found.get(entry.bar)
    if (there === undefined) found.set(entry.bar, [entry])
    else there.push(entry)
  }
  return found
}

/** Takes those of the trades of a bar whose lane is free. `taken`: the trade that each instrument was last entered for. */
function takePlanned(
  context: StrategyContext,
  enter: Enter,
  trades: readonly PlannedTrade[],
  laneOf: readonly number[],
  taken: (PlannedTrade | undefined)[],
): void {
  for (const trade of trades) {
    const isBusy = (k: number) => context.units(k) !== 0 || context.workingOrders(k).length > 0
    if (laneOf.some((lane, k) => lane === trade.lane && isBusy(k))) continue
    for (const { instrument, share } of trade.legs) {
      taken[instrument] = trade
      enter(context, instrument, share < 0 ? -1 : 1, { kind: 'target', share }, trade.exits)
    }
  }
}

/** What a backtest request decides, as a strategy: with `runEvents` on the same terms it must trade what the vector engine trades. */
export function agreeingStrategy(request: BacktestRequest): Strategy {
  const { decisions, market } = request
  const orders = byBar(decisions.kind === 'orders' ? decisions.orders : [])
  const planned = byBar(decisions.kind === 'planned' ? decisions.trades : [])
  const taken = new Array<PlannedTrade | undefined>(market.instruments.length).fill(undefined)
  const enter: Enter = (context, instrument, side, size, exits = request.exits) => {
    const allowed = request.columns[instrument]!.entryAllowed
    const reduceOnly = allowed !== null && allowed[context.barCount - 1] === 0
    context.submit({ instrument, type: 'market', side, size, exits, immediateOrCancel: true, reduceOnly })
  }
  const isOver = (context: StrategyContext, k: number): boolean => {
    const leaveBar = taken[k]?.leaveBar ?? null
    return leaveBar !== null && leaveBar < context.barCount && context.units(k) !== 0 && !context.isLeaving(k)
  }
  const decide = (context: StrategyContext): void => {
    const bar = context.barCount - 1
    if (decisions.kind === 'orders') {
      tradeOrders(context, enter, orders.get(bar) ?? [])
      return
    }
    if (decisions.kind === 'planned') {
      for (let k = 0; k < market.instruments.length; k++) if (isOver(context, k)) leave(context, k, 'signal')
      takePlanned(context, enter, planned.get(bar) ?? [], decisions.laneOf, taken)
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
  const limitOf = (k: number) => (taken[k]?.exits ?? request.exits).limitBars ?? Number.POSITIVE_INFINITY
  const hasTimes = decisions.kind === 'planned' || request.exits.limitBars !== null
  const leaveByTime = (context: StrategyContext): void => {
    for (let k = 0; k < market.instruments.length; k++) {
      if (context.units(k) === 0 || context.isLeaving(k)) continue
      if (context.position(k).heldBars >= limitOf(k)) leave(context, k, 'time')
    }
  }
  return {
    onBar: (context) => {
      decide(context)
      if (hasTimes) leaveByTime(context)
    },
  }
}
