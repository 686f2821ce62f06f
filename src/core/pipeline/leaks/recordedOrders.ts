import { ORDER_TYPES, type OrderSize, type OrderView } from '../../backtest/event/orderTypes.ts'
import type { Strategy } from '../../backtest/event/strategy.ts'

/** A strategy that leaves a trace: `columns` hold for each instrument, at each close, one number of the orders that wait or rest once it has decided. */
export type RecordedStrategy = { readonly strategy: Strategy; readonly columns: readonly Float64Array[] }

/** Fills come a bar after their decision: what a strategy does at the last close before a cut is seen in its orders only. */
export function recordedOrders(strategy: Strategy, rows: number, instruments: number): RecordedStrategy {
  const columns = Array.from({ length: instruments }, () => new Float64Array(rows))
  return {
    columns,
    strategy: {
      ...strategy,
      onBar: (context) => {
        strategy.onBar(context)
        for (const [k, column] of columns.entries())
          column[context.barCount - 1] = context.workingOrders(k).reduce((sum, order) => sum + numberOf(order), 0)
      },
    },
  }
}

function numberOf({ type, side, size, limitPrice, stopPrice }: OrderView): number {
  const prices = (Number.isNaN(limitPrice) ? 0 : limitPrice) + Math.SQRT2 * (Number.isNaN(stopPrice) ? 0 : stopPrice)
  return side * (1 + ORDER_TYPES.indexOf(type) + Math.E * sizeOf(size) + Math.PI * prices)
}

function sizeOf(size: OrderSize): number {
  if (size.kind === 'units') return size.units
  return size.kind === 'target' ? size.share : size.kind === 'rule' ? 0.25 : 0.75
}
