import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { handRequest } from './handMarket.ts'
import { executed } from './scenarioMarket.ts'

/** A fee of 1 % and slippage of 1 %. */
export const HAND_LONG: BacktestRequest = executed(
  handRequest(
    [
      [100, 100, 100, 100, 500],
      [100, 104, 99, 102, 500],
      [103, 110, 102, 108, 500],
      [110, 111, 108, 109, 500],
      [109, 109, 109, 109, 500],
      [109, 120, 109, 120, 500],
      [120, 121, 119, 120, 500],
    ],
    { enterLong: [0, 4], exitLong: [2, 5] },
  ),
  { fee: { ...NO_COSTS.fee, bps: 100 }, slippage: { ...NO_COSTS.slippage, bps: 100 } },
)

/** A short whose stop, 10 % above, is gapped over; borrowing costs a ten-thousandth an hour. */
export const HAND_SHORT: BacktestRequest = {
  ...executed(
    handRequest(
      [
        [50, 50, 50, 50, 500],
        [50, 53, 49, 52, 500],
        [60, 61, 58, 59, 500],
        [59, 59, 55, 56, 500],
        [56, 57, 54, 55, 500],
      ],
      { enterShort: [0, 3] },
    ),
    { borrowPerYear: 0.8766 },
  ),
  exits: { ...NO_EXITS, stop: { kind: 'fraction', size: 0.1 } },
}

/** 100 units wanted at no more than half of the volume, a fee of 5 at least. */
export const HAND_VOLUME: BacktestRequest = {
  ...executed(
    handRequest(
      [
        [10, 10, 10, 10, 120],
        [10, 11, 9, 10.5, 300],
        [11, 12, 10, 11.5, 80],
        [12, 13, 11, 12.5, 60],
        [11, 11, 10, 10.5, 500],
        [10, 10, 10, 10, 500],
      ],
      { enterLong: [0], exitLong: [2] },
    ),
    { volumeShare: 0.5, fee: { ...NO_COSTS.fee, minimum: 5 } },
  ),
  sizing: { method: 'units', units: 100 },
  startCash: 2_000,
}
