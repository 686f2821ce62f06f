import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BacktestRequest } from '../../../../src/core/backtest/model/backtestRequest.ts'
import { NO_TERM_COLUMNS } from '../../../../src/core/backtest/model/backtestRequest.ts'
import type { BacktestResult } from '../../../../src/core/backtest/model/backtestResult.ts'
import { checkRequest } from '../../../../src/core/backtest/model/checkRequest.ts'
import type { Decisions } from '../../../../src/core/backtest/model/decisions.ts'
import { NO_COSTS } from '../../../../src/core/backtest/model/executionTerms.ts'
import { NO_EXITS } from '../../../../src/core/backtest/model/exitTerms.ts'
import { runBars } from '../../../../src/core/backtest/vector/runBars.ts'
import { createRunRoom } from '../../../../src/core/backtest/vector/runRoom.ts'
import type { LegColumns } from '../../../../src/core/market/pairColumns.ts'
import { NO_LIMITS } from '../../../../src/core/risk/riskLimits.ts'
import type { SizingTerms } from '../../../../src/core/risk/sizingTerms.ts'
import { randomRequest } from './randomRequest.ts'
import { replayLedger } from './replayLedger.ts'

const seeds = fc.integer({ min: 0, max: 2 ** 31 })
const RUNS = { numRuns: 400 }

/** Fills as rows, those of one instrument or of all. */
function fillRows({ fills }: BacktestResult, instrument?: number) {
  return Array.from({ length: fills.count }, (_, at) => ({
    bar: fills.bar[at]!,
    instrument: fills.instrument[at]!,
    side: fills.side[at]!,
    units: fills.units[at]!,
    reference: fills.reference[at]!,
    price: fills.price[at]!,
    fee: fills.fee[at]!,
    reason: fills.reason[at]!,
  })).filter((row) => instrument === undefined || row.instrument === instrument)
}

function near(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.max(100_000, Math.abs(expected)))
}

function mapLeg(leg: LegColumns, map: (value: number, bar: number) => number): LegColumns {
  return {
    open: leg.open.map(map),
    high: leg.high.map(map),
    low: leg.low.map(map),
    close: leg.close.map(map),
    volume: leg.volume,
  }
}

describe('any request', () => {
  it('is one that checkRequest lets through, and trades', () => {
    let fills = 0
    for (let seed = 0; seed < 200; seed++) {
      const request = randomRequest(seed)
      expect(checkRequest(request)).toMatchObject({ ok: true })
      fills += runBars(request).fills.count
    }
    expect(fills).toBeGreaterThan(3_000)
  })

  it('has an equity that its fills, financing and closes give at every bar', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomRequest(seed)
        const result = runBars(request)
        const ledger = replayLedger(request, result.fills)
        expect(ledger.booked).toBe(result.fills.count)
        for (const [row, equity] of ledger.equity.entries()) near(result.equity[row]!, equity)
        near(result.cash.at(-1)!, ledger.cash)
        near(result.financing, ledger.financing)
      }),
      RUNS,
    )
  })

  it('gains what its positions gain, those still open at their marks', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomRequest(seed)
        const { equity, positions, fees, fills, financing } = runBars(request)
        let profit = 0
        for (let at = 0; at < positions.count; at++) profit += positions.profit[at]!
        near(equity.at(-1)! - request.startCash, profit)
        near(
          fees,
          fills.fee.subarray(0, fills.count).reduce((sum, fee) => sum + fee, 0),
        )
        near(
          financing,
          positions.financing.subarray(0, positions.count).reduce((sum, cost) => sum + cost, 0),
        )
      }),
      RUNS,
    )
  })

  it('trades at no price in the market that the bar did not see, and never better than it', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomRequest(seed)
        for (const { bar, instrument, side, reference, price, units, fee } of fillRows(runBars(request))) {
          const { high, low } = request.market.instruments[instrument]!
          expect(reference).toBeGreaterThanOrEqual(low[bar]!)
          expect(reference).toBeLessThanOrEqual(high[bar]!)
          expect(side * (price - reference)).toBeGreaterThanOrEqual(0)
          expect(units).toBeGreaterThan(0)
          expect(fee).toBeGreaterThanOrEqual(request.execution[instrument]!.fee.minimum)
          if (request.execution[instrument]!.wholeUnits) expect(Number.isInteger(units)).toBe(true)
        }
      }),
      RUNS,
    )
  })

  it('is the same to the last bit whether quiet bars are passed over or stepped through', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomRequest(seed)
        const passed = runBars(request)
        const stepped = runBars(withoutQuietBars(request))
        expect(fillRows(stepped)).toEqual(fillRows(passed))
        expect(stepped.equity).toEqual(passed.equity)
        expect(stepped.cash).toEqual(passed.cash)
        expect(stepped.gross).toEqual(passed.gross)
        expect(stepped.haltedBar).toBe(passed.haltedBar)
      }),
      RUNS,
    )
  })
})

describe('memory that is used again', () => {
  it('changes nothing of any run in it', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const request = randomRequest(seed)
        const room = createRunRoom(request.market, request.fromBar, request.toBar)
        const early = { ...request, decisions: silencedFrom(request.decisions, request.toBar / 2) }
        for (const wanted of [request, early, request]) {
          const alone = runBars(wanted)
          const inRoom = runBars(wanted, room)
          expect(fillRows(inRoom)).toEqual(fillRows(alone))
          expect(inRoom.positions.count).toBe(alone.positions.count)
          for (const column of ['equity', 'cash', 'gross', 'refused'] as const)
            expect(inRoom[column]).toEqual(alone[column])
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** One more instrument that says something at every close and never trades: each bar becomes an event. */
function withoutQuietBars(request: BacktestRequest): BacktestRequest {
  const bars = request.market.timeMs.length
  const flat = new Float64Array(bars).fill(10)
  const leg = { open: flat, high: flat, low: flat, close: flat, volume: flat }
  const on = new Uint8Array(bars).fill(1)
  const { decisions } = request
  const count = request.market.instruments.length
  const chatty: Decisions =
    decisions.kind === 'signals'
      ? {
          kind: 'signals',
          instruments: [...decisions.instruments, { enterLong: on, exitLong: on, enterShort: on, exitShort: on }],
        }
      : decisions.kind === 'targets'
        ? { kind: 'targets', instruments: [...decisions.instruments, new Float64Array(bars)] }
        : decisions.kind === 'planned'
          ? {
              kind: 'planned',
              laneOf: [...decisions.laneOf, -1],
              trades: Array.from({ length: bars }, (_, bar) => bar).flatMap((bar) => [
                { bar, lane: -1, legs: [{ instrument: count, share: 1e-30 }], exits: NO_EXITS, leaveBar: null },
                ...decisions.trades.filter((trade) => trade.bar === bar),
              ]),
            }
          : {
              kind: 'orders',
              orders: Array.from({ length: bars }, (_, bar) => bar).flatMap((bar) => [
                { bar, instrument: count, units: 0 },
                ...decisions.orders.filter((order) => order.bar === bar),
              ]),
            }
  return {
    ...request,
    market: { ...request.market, instruments: [...request.market.instruments, leg] },
    columns: [...request.columns, { ...NO_TERM_COLUMNS, range: flat }],
    execution: [...request.execution, NO_COSTS],
    limits: {
      ...request.limits,
      groups: request.limits.groups.map((limit) => ({ ...limit, groupOf: [...limit.groupOf, 9] })),
    },
    decisions: chatty,
  }
}

describe('what is not known yet', () => {
  it('changes no fill: bars after t cut off, or turned into others', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        const request = randomRequest(seed)
        const t = request.fromBar + Math.floor(share * (request.toBar - request.fromBar - 1))
        const whole = fillRows(runBars(request)).filter(({ bar }) => bar <= t)
        expect(fillRows(runBars({ ...request, toBar: t + 1 }))).toEqual(whole)
        const other = (value: number, bar: number) => (bar > t ? value * (bar % 2 === 0 ? 3 : 0.4) : value)
        const instruments = request.market.instruments.map((leg) => ({
          ...mapLeg(leg, other),
          volume: leg.volume.map(other),
        }))
        const garbled = runBars({ ...request, market: { ...request.market, instruments } })
        expect(fillRows(garbled).filter(({ bar }) => bar <= t)).toEqual(whole)
      }),
      RUNS,
    )
  })

  it('changes no fill: decisions at t fill after t, market-on-close orders at t at the earliest', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0, max: 1, noNaN: true }), (seed, share) => {
        const request = randomRequest(seed)
        const t = request.fromBar + Math.floor(share * (request.toBar - request.fromBar - 1))
        const silent = runBars({ ...request, decisions: silencedFrom(request.decisions, t) })
        const isKnown = ({ bar, instrument }: { bar: number; instrument: number }) =>
          request.execution[instrument]!.fill === 'this-close' ? bar < t : bar <= t
        // Where some fill at this close, their cash reaches the others at the next bar only: all are compared before t.
        const hasThisClose = request.execution.some(({ fill }) => fill === 'this-close')
        const keep = hasThisClose ? ({ bar }: { bar: number }) => bar < t : isKnown
        expect(fillRows(silent).filter(keep)).toEqual(fillRows(runBars(request)).filter(keep))
      }),
      RUNS,
    )
  })
})

function silencedFrom(decisions: Decisions, t: number): Decisions {
  const bytes = (column: Uint8Array) => column.map((value, bar) => (bar < t ? value : 0))
  switch (decisions.kind) {
    case 'signals':
      return {
        kind: 'signals',
        instruments: decisions.instruments.map((columns) => ({
          enterLong: bytes(columns.enterLong),
          exitLong: bytes(columns.exitLong),
          enterShort: bytes(columns.enterShort),
          exitShort: bytes(columns.exitShort),
        })),
      }
    case 'targets':
      return {
        kind: 'targets',
        instruments: decisions.instruments.map((column) => column.map((share, bar) => (bar < t ? share : Number.NaN))),
      }
    case 'orders':
      return { kind: 'orders', orders: decisions.orders.filter(({ bar }) => bar < t) }
    case 'planned': {
      const isKnown = (bar: number | null) => bar !== null && bar < t
      const trades = decisions.trades.filter(({ bar }) => isKnown(bar))
      return {
        ...decisions,
        trades: trades.map((trade) => ({ ...trade, leaveBar: isKnown(trade.leaveBar) ? trade.leaveBar : null })),
      }
    }
  }
}

describe('instruments that share an account without touching each other', () => {
  it('trade alike in any order, and alone', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = randomRequest(seed)
        if (random.decisions.kind !== 'signals') return
        const sizing: SizingTerms = { method: 'value', value: 1_000 }
        const request = { ...random, sizing, limits: NO_LIMITS, startCash: 1_000_000_000 }
        const { instruments } = random.decisions
        const pick = (order: readonly number[]): BacktestRequest => ({
          ...request,
          market: { ...request.market, instruments: order.map((k) => request.market.instruments[k]!) },
          columns: order.map((k) => request.columns[k]!),
          execution: order.map((k) => request.execution[k]!),
          decisions: { kind: 'signals', instruments: order.map((k) => instruments[k]!) },
        })
        const order = instruments.map((_, k) => k)
        const forward = runBars(request)
        const backward = runBars(pick([...order].reverse()))
        for (const k of order) {
          const expected = fillRows(forward, k).map((row) => ({ ...row, instrument: 0 }))
          const mirrored = fillRows(backward, order.length - 1 - k).map((row) => ({ ...row, instrument: 0 }))
          expect(mirrored).toEqual(expected)
          expect(fillRows(runBars(pick([k])))).toEqual(expected)
        }
      }),
      RUNS,
    )
  })
})

describe('the unit of money', () => {
  const scaleSizing = (sizing: SizingTerms, by: number): SizingTerms =>
    sizing.method === 'value' ? { ...sizing, value: sizing.value * by } : sizing

  it('changes no return: prices, capital and what is stated in money times a power of two', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.125, 4, 1_024), (seed, by) => {
        const request = randomRequest(seed)
        const scale = (value: number) => value * by
        const scaled = runBars({
          ...request,
          market: { ...request.market, instruments: request.market.instruments.map((leg) => mapLeg(leg, scale)) },
          columns: request.columns.map((columns) => ({ ...columns, range: columns.range?.map(scale) ?? null })),
          execution: request.execution.map((terms) => ({
            ...terms,
            fee: {
              bps: terms.fee.bps,
              perUnit: terms.fee.perUnit * by,
              minimum: terms.fee.minimum * by,
              tiers: terms.fee.tiers.map(({ fromValue, bps }) => ({ fromValue: fromValue * by, bps })),
            },
          })),
          sizing: scaleSizing(request.sizing, by),
          startCash: request.startCash * by,
        })
        const plain = runBars(request)
        expect(Array.from(scaled.equity, (equity) => equity / by)).toEqual(Array.from(plain.equity))
        expect(fillRows(scaled).map(({ units }) => units)).toEqual(fillRows(plain).map(({ units }) => units))
      }),
      RUNS,
    )
  })
})
