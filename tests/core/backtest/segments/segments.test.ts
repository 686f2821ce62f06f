import { describe, expect, it } from 'vitest'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { BacktestResult, FillList, PositionList } from '../../../../src/core/backtest/model/backtestResult.ts'
import { runBacktest } from '../../../../src/core/backtest/runBacktest.ts'
import { canRecordSegments, recordSegments } from '../../../../src/core/backtest/segments/recordSegments.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import { randomSegmentRequest } from '../randomBacktest.ts'

const REQUESTS = 4_000

function rows({ count, ...columns }: FillList | PositionList): Record<string, number[]> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column.slice(0, count)]]))
}

function trades({ fills, positions, refused, haltedBar, fees, financing }: BacktestResult) {
  return { fills: rows(fills), positions: rows(positions), refused: [...refused], haltedBar, fees, financing }
}

function farthest(left: Float64Array, right: Float64Array): number {
  let most = left.length === right.length ? 0 : Number.POSITIVE_INFINITY
  for (let row = 0; row < left.length; row++) {
    const scale = Math.max(1, Math.abs(right[row]!))
    most = Math.max(most, Math.abs(left[row]! - right[row]!) / scale)
  }
  return most
}

describe('trade by trade', () => {
  it('is bar by bar: every fill and position to the bit, equity to rounding, every refusal', () => {
    const seen = { fills: 0, reasons: new Set<number>(), halts: 0, open: 0 }
    for (let seed = 1; seed <= REQUESTS; seed++) {
      const request = randomSegmentRequest(seed)
      expect(canRecordSegments(request), `seed ${seed}`).toBe(true)
      const ours = recordSegments(request)
      const theirs = runBars(request)
      expect(trades(ours), `seed ${seed}`).toEqual(trades(theirs))
      for (const column of ['equity', 'cash', 'gross'] as const)
        expect(farthest(ours[column], theirs[column]), `seed ${seed} ${column}`).toBeLessThanOrEqual(1e-12)
      seen.fills += ours.fills.count
      for (const reason of ours.fills.reason.slice(0, ours.fills.count)) seen.reasons.add(reason)
      if (ours.haltedBar >= 0) seen.halts++
      if (ours.positions.exitBar[ours.positions.count - 1] === -1) seen.open++
    }
    expect([...seen.reasons].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(seen.fills).toBeGreaterThan(20_000)
    expect(seen.halts).toBeGreaterThan(10)
    expect(seen.open).toBeGreaterThan(100)
  })

  it('is left to bar by bar where it cannot be', () => {
    const request = { ...randomSegmentRequest(5), fromBar: 0 }
    const [leg] = request.market.instruments
    const [execution] = request.execution
    const gap = { ...leg!, close: leg!.close.with(3, Number.NaN) }
    const others: BacktestRequest[] = [
      { ...request, market: { ...request.market, instruments: [gap] } },
      { ...request, market: { ...request.market, instruments: [{ ...leg!, low: leg!.low.with(3, 0) }] } },
      { ...request, execution: [{ ...execution!, fill: 'next-close' }] },
      { ...request, execution: [{ ...execution!, volumeShare: 0.1 }] },
      { ...request, execution: [{ ...execution!, impact: { model: 'linear', coefficient: 0.1 } }] },
      { ...request, limits: { ...request.limits, maximumDrawdown: 0.2 } },
      { ...request, decisions: { kind: 'orders', orders: [] } },
      { ...request, finer: { market: request.market, firstFiner: new Int32Array(request.toBar + 1) } },
    ]
    expect(canRecordSegments(request)).toBe(true)
    expect(others.map(canRecordSegments)).toEqual(others.map(() => false))
    for (const other of others) expect(trades(runBacktest(other))).toEqual(trades(runBars(other)))
    expect(trades(runBacktest(request))).toEqual(trades(recordSegments(request)))
  })
})
