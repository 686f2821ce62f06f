import type { MarketColumns } from '../../market/marketColumns.ts'
import type { FillList, PositionList } from '../model/backtestResult.ts'
import { createFillList, createPositionList } from '../model/resultLists.ts'
import type { CloseRows } from './closeRows.ts'
import { wholeCloseRows } from './closeRows.ts'

/**
 * Memory for run after run over the bars [fromBar, toBar) of one market: most of the time of a short run goes into making it. The result of a run lies in it, and is overwritten by the
 * next one.
 */
export type RunRoom = {
  readonly closes: CloseRows
  readonly equityAt: Float64Array
  readonly cashAt: Float64Array
  readonly grossAt: Float64Array
  readonly fills: FillList
  readonly positions: PositionList
}

export function createRunRoom(market: MarketColumns, fromBar: number, toBar: number): RunRoom {
  const column = () => new Float64Array(toBar - fromBar)
  return {
    closes: wholeCloseRows(market, fromBar),
    equityAt: column(),
    cashAt: column(),
    grossAt: column(),
    fills: createFillList(),
    positions: createPositionList(),
  }
}
