import type { BacktestRequest } from '../../backtest/model/backtestRequest.ts'
import { runBacktest } from '../../backtest/runBacktest.ts'
import type { Beat } from '../../job/beat.ts'
import { clockOf } from '../../metrics/performance/metricClock.ts'
import { periodAccount } from '../../metrics/performance/periodAccount.ts'
import { sharpe } from '../../metrics/sharpe.ts'
import { createStream } from '../../stats/seededStream.ts'
import { calendar24x7 } from '../../time/calendar24x7.ts'
import { assumptionCard } from './assumptionCard.ts'
import { costStress } from './costStress.ts'
import { delayStress } from './delayStress.ts'
import { hasRoom, longestHolding, randomRequest, shiftedRequest, shiftRange } from './placeboRequests.ts'
import { regimeSplit } from './regimeSplit.ts'
import { returnStress } from './returnStress.ts'
import type { StressBench } from './stressBench.ts'
import { stressedRequest } from './stressedRequest.ts'
import { figuresOf, stressAccount, stressFigures } from './stressFigures.ts'
import { neighbourPoints } from './stressNeighbours.ts'
import type { NeighbourRun, PlaceboRuns, StressParts, StressResult, StressUnit } from './stressUnits.ts'
import { syntheticRun, unorderedSharpe } from './syntheticMarkets.ts'
import { closedTradeReturns, tradeStress } from './tradeStress.ts'

/** A shift moves signals away by at least so many bars. */
const LEAST_SHIFT = 20

/** One unit of a suite; a function of the task and the unit alone. */
export function runStressUnit(bench: StressBench, unit: StressUnit, beat: Beat): StressResult {
  const { task, request, result } = bench
  const { settings, clock, seed } = task
  const { resamples } = settings
  switch (unit.kind) {
    case 'base':
      return { unit: { kind: unit.kind }, made: baseOf(bench) }
    case 'costs':
      return { unit: { kind: unit.kind }, made: costStress(request, settings.cost_times, clock, beat) }
    case 'delays':
      return { unit: { kind: unit.kind }, made: delayStress(request, settings.delay_bars, clock, beat) }
    case 'assumptions':
      return { unit: { kind: unit.kind }, made: assumptionCard(task, beat) }
    case 'returns': {
      const account = stressAccount(request, result, clock)
      return { unit: { kind: unit.kind }, made: returnStress(account, request.startCash, { resamples, seed }, beat) }
    }
    case 'trades': {
      const returns = closedTradeReturns(result.positions)
      return { unit: { kind: unit.kind }, made: tradeStress(returns, settings.skip_shares, { resamples, seed }, beat) }
    }
    case 'regimes': {
      const barsPerYear = task.legs[0]!.barsPerYear
      return { unit: { kind: unit.kind }, made: regimeSplit(request, result, barsPerYear) }
    }
    case 'neighbours': {
      const rows = neighbourPoints(task).slice(unit.from, unit.to)
      const made = rows.map((point, at) => {
        beat(at, rows.length, `${point.name} ${point.value}`)
        return neighbourRun(bench, point)
      })
      return { unit: { ...unit, kind: unit.kind }, made }
    }
    case 'markets': {
      const made = drawsOf(unit).map((path, at) => {
        beat(at, unit.to - unit.from, `resampled market ${path + 1}`)
        return syntheticRun(task, path)
      })
      return { unit: { ...unit, kind: unit.kind }, made }
    }
    case 'unordered': {
      const scores = drawsOf(unit).map((path, at) => {
        beat(at, unit.to - unit.from, `market without order ${path + 1}`)
        return unorderedSharpe(task, path)
      })
      return { unit: { ...unit, kind: unit.kind }, made: { scores, why: null } }
    }
    case 'shifted':
      return { unit: { ...unit, kind: unit.kind }, made: shiftedRuns(bench, drawsOf(unit), beat) }
    case 'random':
      return { unit: { ...unit, kind: unit.kind }, made: randomRuns(bench, drawsOf(unit), beat) }
  }
}

function drawsOf({ from, to }: { readonly from: number; readonly to: number }): readonly number[] {
  return Array.from({ length: to - from }, (_, at) => from + at)
}

function baseOf({ task, request, result }: StressBench): StressParts['base'] {
  const { positions } = result
  let closedTrades = 0
  for (let row = 0; row < positions.count; row++) if (positions.exitBar[row]! >= 0) closedTrades++
  return { figures: figuresOf(request, result, task.clock), closedTrades, periods: task.clock.startMs.length }
}

function neighbourRun({ task }: StressBench, point: ReturnType<typeof neighbourPoints>[number]): NeighbourRun {
  const { name, value, own, parameters, spec } = point
  const request = stressedRequest(task, { parameters, spec })
  if (!request.ok) throw new Error(`The neighbour ${name} ${value} is refused: ${request.trouble.message}`)
  const result = runBacktest(request.value)
  const { market, fromBar, toBar, startCash } = request.value
  const days = periodAccount(market.timeMs.subarray(fromBar, toBar), result.equity, startCash, clockOf([calendar24x7]))
  return {
    name,
    value,
    own,
    figures: figuresOf(request.value, result, task.clock),
    sharpePerDay: result.fills.count === 0 ? null : sharpe(days.returns, 1),
  }
}

function shiftedRuns({ task, request, result }: StressBench, draws: readonly number[], beat: Beat): PlaceboRuns {
  const range = shiftRange(request, Math.max(LEAST_SHIFT, longestHolding(request, result) + 1))
  if (range === null)
    return { scores: [], why: 'Its positions are held for so long that no shift is far from all of them.' }
  return scoresOf(
    draws,
    beat,
    'shifted signals',
    (draw) => {
      const stream = createStream(task.seed, `robustness.shift.${draw}`)
      return shiftedRequest(request, range.from + stream.nextInt(range.to - range.from))
    },
    task,
  )
}

function randomRuns({ task, request, holdings }: StressBench, draws: readonly number[], beat: Beat): PlaceboRuns {
  const why = whyNoRandom(request, holdings)
  if (why !== null) return { scores: [], why }
  return scoresOf(
    draws,
    beat,
    'random entries',
    (draw) => {
      const made = randomRequest(request, holdings, createStream(task.seed, `robustness.random.${draw}`))
      if (made === null) throw new Error('There is no room for random entries')
      return made
    },
    task,
  )
}

function whyNoRandom(request: BacktestRequest, holdings: StressBench['holdings']): string | null {
  if (request.sizing.method === 'risk') return 'Its size follows from its stop, which random entries do not have.'
  if (holdings.every((own) => own.length === 0)) return 'It held nothing.'
  if (!hasRoom(request, holdings))
    return 'It is nearly always in the market: its positions have no other places to stand.'
  return null
}

function scoresOf(
  draws: readonly number[],
  beat: Beat,
  note: string,
  requestOf: (draw: number) => BacktestRequest,
  { clock }: StressBench['task'],
): PlaceboRuns {
  const scores = draws.map((draw, at) => {
    beat(at, draws.length, note)
    const { trades, sharpe: ratio } = stressFigures(requestOf(draw), clock)
    return trades === 0 ? null : ratio
  })
  return { scores, why: null }
}
