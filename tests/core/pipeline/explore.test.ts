import { describe, expect, it } from 'vitest'
import { heldMs, netOfCosts } from '../../../src/core/backtest/tradeTerms.ts'
import type { EventView } from '../../../src/core/contract/workbench/exploreViews.ts'
import { outcomesOf } from '../../../src/core/events/barrierOutcomes.ts'
import { ROLES } from '../../../src/core/events/detector.ts'
import { DETECTORS } from '../../../src/core/events/detectorRegistry.ts'
import { FEATURES } from '../../../src/core/features/featureRegistry.ts'
import { truncatePair } from '../../../src/core/market/pairColumns.ts'
import { eventsView } from '../../../src/core/pipeline/explore/eventsView.ts'
import { eventView } from '../../../src/core/pipeline/explore/eventView.ts'
import { tradeView } from '../../../src/core/pipeline/explore/tradeView.ts'
import { sealPair } from '../../../src/core/pipeline/sealPair.ts'
import { createUnitRunner, exploreAnswer } from '../../../src/core/pipeline/unitRunner.ts'
import { createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { quantile } from '../../../src/core/stats/quantile.ts'
import { garbleAfter } from '../../fakes/garbleAfter.ts'
import {
  ALL,
  BENCH,
  CONFIG,
  codeOf,
  DEVELOPMENT,
  events,
  quiet,
  RUN,
  SEED,
  subjectNamed,
  unwrap,
} from './exploreScene.ts'
import { lostInJson } from './smallRun.ts'

const barOf = (timeMs: number) => DEVELOPMENT.timeMs.indexOf(timeMs)
function event(detector: string, row: number, bench = BENCH): EventView {
  const { timeMs, role, direction } = events(detector)
  const name = { detector, timeMs: timeMs[row]!, role: role[row]!, direction: direction[row]! > 0 ? 1 : -1 } as const
  return unwrap(eventView(bench, name, quiet))
}

/** Some events of each detector, the last among them. */
function someEvents(): readonly (readonly [string, number])[] {
  return DETECTORS.flatMap(({ id }) => {
    const last = events(id).timeMs.length - 1
    return [0, Math.floor(last / 3), Math.floor(last / 2), last].map((row) => [id, row] as const)
  })
}

describe.each(DETECTORS.map(({ id }) => id))('all events of %s', (id) => {
  const view = events(id)

  it('are plain columns of one length, ascending, and found again by their counts', () => {
    expect(lostInJson(view, '')).toEqual([])
    const { setting: _s, regimeNames: _r, partNames: _p, paths: _w, ...columns } = view
    const lengths = new Set(Object.values(columns).map((column) => column.length))
    expect([...lengths]).toEqual([view.timeMs.length])
    expect([...view.timeMs].sort((a, b) => a - b)).toEqual(view.timeMs)
    const counted = RUN.outputs.events.counts.filter(({ detector }) => detector === id)
    expect(view.timeMs.length).toBe(counted.reduce((sum, { long, short }) => sum + long + short, 0))
    expect(view.timeMs.length).toBeGreaterThanOrEqual(10)
  })

  it('end as the outcomes say, every one of them', () => {
    const terms = BENCH.terms(1)
    let cut = 0
    view.timeMs.forEach((timeMs, row) => {
      const bar = barOf(timeMs)
      const role = view.role[row]!
      const direction = view.direction[row]! > 0 ? 1 : -1
      const outcome = outcomesOf(DEVELOPMENT, BENCH.memo, ROLES[role]!, direction, CONFIG.standardExit)
      const exitBar = outcome.exitBar[bar]!
      if (exitBar < 0) {
        cut++
        expect([view.exitMs[row], view.exitReason[row], view.grossReturn[row], view.netReturn[row]]).toEqual(
          Array(4).fill(null),
        )
        return
      }
      const gross = outcome.grossReturn[bar]!
      expect(view.exitMs[row]).toBe(DEVELOPMENT.timeMs[exitBar])
      const unit = BENCH.bookOf(CONFIG.standardExit).range[role]![bar]!
      const { targetRanges, stopRanges, limitBars } = CONFIG.standardExit
      const reason = view.exitReason[row]
      if (reason === 'time') expect(exitBar).toBe(bar + 1 + limitBars)
      else if (role < 2 && reason === 'target') expect(gross).toBeGreaterThan(targetRanges * unit * (1 - 1e-9))
      else if (role < 2) expect(gross).toBeLessThan(-stopRanges * unit * (1 - 1e-9))
      expect(view.grossReturn[row]).toBe(gross)
      expect(view.netReturn[row]).toBe(netOfCosts(terms, role, direction, gross, heldMs(DEVELOPMENT, bar, exitBar)))
    })
    expect(cut).toBeLessThan(view.timeMs.length / 2)
  })

  it('make up the cells of the expectancy table', () => {
    const cells = RUN.outputs.analyze.cells.filter(({ detector }) => detector === id)
    for (const cell of cells) {
      const own = view.netReturn.filter(
        (net, row) =>
          net !== null &&
          ROLES[view.role[row]!] === cell.role &&
          (view.direction[row]! > 0 ? 'long' : 'short') === cell.direction &&
          view.regimeNames[view.regime[row] ?? -1] === cell.volatilityRegime &&
          view.partNames[view.part[row] ?? -1] === cell.dayPart,
      )
      expect(own.length).toBe(cell.events)
      if (own.length > 0)
        expect(own.reduce<number>((sum, net) => sum + net!, 0) / own.length).toBeCloseTo(cell.mean!, 12)
    }
  })

  it('have paths that begin at zero, told again from the prices', () => {
    const { primary, secondary } = DEVELOPMENT
    for (const path of view.paths) {
      expect([path.offsetBars[0], path.offsetBars.at(-1), path.offsetBars.length]).toEqual([-24, 48, 73])
      const bars = view.timeMs
        .filter((_, row) => view.role[row] === path.role && view.direction[row] === path.direction)
        .map(barOf)
        .filter((bar) => bar >= 24 && bar + 48 < RUN.developmentBars)
      expect(path.events).toBe(bars.length)
      if (bars.length === 0) continue
      expect([path.mean[24], path.lower[24], path.upper[24]]).toEqual([0, 0, 0])
      for (const offset of [-24, -1, 1, 48]) {
        const gain = (close: Float64Array, bar: number) => Math.log(close[bar + offset]! / close[bar]!)
        const moves = Float64Array.from(bars, (bar) => {
          const both = [gain(primary.close, bar), gain(secondary.close, bar)]
          return path.direction * (path.role === 2 ? 0.5 * (both[0]! - both[1]!) : both[path.role]!)
        })
        const place = offset + 24
        expect(path.mean[place]).toBeCloseTo(moves.reduce((sum, move) => sum + move, 0) / moves.length, 10)
        expect(path.lower[place]).toBeCloseTo(quantile(moves, 0.25), 10)
        expect(path.upper[place]).toBeCloseTo(quantile(moves, 0.75), 10)
      }
    }
  })
})

describe('a path', () => {
  it('has an event only with the whole window, up to the very last bar', () => {
    const { timeMs, role, direction } = events('volume-burst')
    const row = timeMs.length - 5
    const eventsTo = (bars: number) => {
      const view = unwrap(eventsView(createWorkbench(truncatePair(ALL, bars), CONFIG, SEED), 'volume-burst'))
      return view.paths.find((path) => path.role === role[row] && path.direction === direction[row])!.events
    }
    const whole = barOf(timeMs[row]!) + 49
    expect(eventsTo(whole) - eventsTo(whole - 1)).toBe(1)
  })
})

describe('one event', () => {
  it.each(someEvents())('of %s (row %i) says what the table says, and its costs and fills add up', (id, row) => {
    const table = events(id)
    const view = event(id, row)
    expect(lostInJson(view, '')).toEqual([])
    expect([view.timeMs, view.role, view.direction, view.strength]).toEqual([
      table.timeMs[row],
      table.role[row],
      table.direction[row],
      table.strength[row],
    ])
    expect(view.regime).toBe(table.regimeNames[table.regime[row] ?? -1] ?? null)
    expect(view.part).toBe(table.partNames[table.part[row] ?? -1] ?? null)
    expect(view.legs.map(({ role, symbol }) => [role, symbol])).toEqual(
      view.role === 2
        ? [
            [0, 'primary'],
            [1, 'secondary'],
          ]
        : [[view.role, ROLES[view.role]]],
    )
    for (const leg of view.legs) expect(leg.close.length).toBe(view.barTimeMs.length)
    expect(view.outcome?.grossReturn ?? null).toBe(table.grossReturn[row])
    expect(view.outcome?.netReturn ?? null).toBe(table.netReturn[row])
    if (view.outcome === null || view.barriers === null) {
      expect([view.barriers, view.outcome]).toEqual([null, null])
      expect(['data-end', 'no-range']).toContain(view.noTrade)
      return
    }
    expect('noTrade' in view).toBe(false)
    const { outcome, barriers, direction } = view
    const { fills } = outcome
    expect(outcome.grossReturn - outcome.sideCosts - outcome.borrowCost).toBe(outcome.netReturn)
    const gains = view.legs.map(({ symbol }) => {
      const [entry, exit] = fills.filter((fill) => fill.symbol === symbol)
      expect([entry!.reason, exit!.reason]).toEqual(['entry', outcome.exitReason])
      expect(exit!.side).toBe(-entry!.side)
      expect([entry!.timeMs, exit!.timeMs]).toEqual([barriers.entryMs, outcome.exitMs])
      return { side: entry!.side, gain: exit!.price / entry!.price - 1, cost: entry!.costFraction }
    })
    const share = 1 / gains.length
    expect(gains[0]!.side).toBe(direction)
    const gross = gains.reduce((sum, { side, gain }) => sum + share * side * gain, 0)
    expect(gross).toBeCloseTo(outcome.grossReturn, 14)
    const paid = gains.reduce((sum, { cost, gain }) => sum + share * cost * (1 + (view.role === 2 ? 1 : 1 + gain)), 0)
    expect(paid).toBeCloseTo(outcome.sideCosts, 14)
    const inBars = view.barTimeMs.indexOf(outcome.exitMs)
    expect(inBars).toBeGreaterThan(0)
    expect(view.barTimeMs).toContain(barriers.limitMs)
    if (view.role < 2) {
      const exit = fills[1]!.price
      const leg = view.legs[0]!
      expect(exit).toBeGreaterThanOrEqual(leg.low[inBars]! - 1e-9)
      expect(exit).toBeLessThanOrEqual(leg.high[inBars]! + 1e-9)
      expect(direction * (barriers.targetPrice! / fills[0]!.price - 1)).toBeCloseTo(barriers.targetReturn, 14)
      expect(direction * (barriers.stopPrice! / fills[0]!.price - 1)).toBeCloseTo(barriers.stopReturn, 14)
    }
  })

  it('has the features of the training matrix', () => {
    let compared = 0
    for (const part of RUN.outputs['training-set'].parts) {
      const column = (name: string) => part.columns[part.names.indexOf(name)]!
      const view = events(part.detector)
      for (let row = 0; row < view.timeMs.length; row += 7) {
        const matrixRow = column('decision_ms').findIndex(
          (timeMs, at) =>
            timeMs === view.timeMs[row] &&
            column('event_role')[at] === view.role[row] &&
            column('event_direction')[at] === view.direction[row],
        )
        if (matrixRow < 0) continue
        const { features, direction } = event(part.detector, row)
        expect(features.map(({ name }) => name)).toEqual(FEATURES.map(({ name }) => name))
        features.forEach(({ name, value }, index) => {
          const sign = FEATURES[index]!.signed ? direction : 1
          expect(value === null ? null : value * sign).toBe(column(name)[matrixRow])
          compared++
        })
      }
    }
    expect(compared).toBeGreaterThan(1_000)
  })

  it('tells what was known at its close from nothing that came later', () => {
    for (const [id, row] of someEvents()) {
      const view = event(id, row)
      const bar = barOf(view.timeMs)
      const known = ({ setting, role, direction, timeMs, strength, regime, part, features }: EventView) => ({
        ...{ setting, role, direction, timeMs, strength, regime, part, features },
      })
      const garbledFrom = (cut: number) => event(id, row, createWorkbench(garbleAfter(DEVELOPMENT, cut), CONFIG, SEED))
      if (bar + 1 >= RUN.developmentBars) continue
      expect(known(garbledFrom(bar + 1))).toEqual(known(view))
      const end = bar + 2 + CONFIG.standardExit.limitBars
      if (end >= RUN.developmentBars) continue
      const garbled = garbledFrom(end)
      expect([garbled.barriers, garbled.outcome]).toEqual([view.barriers, view.outcome])
      expect(garbledFrom(bar + 1).legs).not.toEqual(view.legs)
    }
  })

  it('is not to be had where there is none, or of a detector that the run did not count', () => {
    const few = createWorkbench(DEVELOPMENT, { ...CONFIG, detectors: ['volume-burst'] }, SEED)
    const { timeMs, role } = events('lead-lag-shock')
    const name = { detector: 'lead-lag-shock', timeMs: timeMs[0]!, role: role[0]!, direction: 1 } as const
    expect(codeOf(eventView(few, name, quiet))).toBe('unknown-detector')
    expect(codeOf(eventsView(few, 'lead-lag-shock'))).toBe('unknown-detector')
    expect(codeOf(eventsView(BENCH, 'nothing'))).toBe('unknown-detector')
    for (const odd of [0, 1e300, timeMs[0]! + 1])
      expect(codeOf(eventView(BENCH, { ...name, timeMs: odd }, quiet))).toBe('no-such-event')
    expect(codeOf(eventView(BENCH, { ...name, role: 2 }, quiet))).toBe('no-such-event')
  })

  it('at a session’s last bar has no trade, and says so', () => {
    const { timeMs, role, direction } = events('volume-burst')
    const bar = barOf(timeMs[3]!)
    const closing = { ...DEVELOPMENT, sessionEnd: DEVELOPMENT.sessionEnd.map((_, at) => (at === bar ? 1 : 0)) }
    const bench = createWorkbench(closing, CONFIG, SEED)
    expect(unwrap(eventsView(bench, 'volume-burst')).netReturn[3]).toBeNull()
    const name = { detector: 'volume-burst', timeMs: timeMs[3]!, role: role[3]!, direction: direction[3]! > 0 ? 1 : -1 }
    const view = unwrap(eventView(bench, name as Parameters<typeof eventView>[1], quiet))
    expect(view).toMatchObject({ barriers: null, outcome: null, noTrade: 'session-end' })
  })
})
describe('the unit runner', () => {
  it('answers as the views do, whatever the sealed bars hold', () => {
    const garbled = sealPair(garbleAfter(ALL, RUN.developmentBars), RUN.developmentBars)
    const run = createUnitRunner({ columns: garbled, config: CONFIG, seed: SEED })
    const ask = (explore: object) => JSON.parse(JSON.stringify(run({ explore } as never, quiet)))
    const found = exploreAnswer('events', ask({ kind: 'events', detector: 'volume-burst' }))
    expect(unwrap(found)).toEqual(events('volume-burst'))
    const trade = exploreAnswer('trade', ask({ kind: 'trade', subject: subjectNamed('model'), row: 2 }))
    expect(unwrap(trade)).toEqual(unwrap(tradeView(BENCH, RUN.plan, subjectNamed('model'), 2, quiet)))
    expect(codeOf(exploreAnswer('events', ask({ kind: 'events', detector: 'x' })))).toBe('unknown-detector')
  })
})
