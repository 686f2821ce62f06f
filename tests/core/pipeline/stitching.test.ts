import { describe, expect, it } from 'vitest'
import { sealPair } from '../../../src/core/pipeline/sealPair.ts'
import { placeboP, placeboScore, placeboShifts } from '../../../src/core/pipeline/selection/placebo.ts'
import type { FoldChoice } from '../../../src/core/pipeline/selection/stitchTrades.ts'
import { stitchTrades } from '../../../src/core/pipeline/selection/stitchTrades.ts'
import { neighbourChanges } from '../../../src/core/pipeline/stages/robustness.ts'
import { choiceOf, createWorkbench } from '../../../src/core/pipeline/workbench.ts'
import { marketColumns, planOf, smallConfig } from './smallRun.ts'

const CONFIG = smallConfig()
const BARS = 4000
const COLUMNS = marketColumns('noise', 6, BARS)
const BENCH = createWorkbench(COLUMNS, CONFIG, 1)
const PLAN = planOf(CONFIG, BARS)

/** Busy configurations with long limits, so that trades reach over seams. */
const BUSY = CONFIG.settings
  .map((_, setting) => choiceOf(CONFIG, setting * CONFIG.exits.length + CONFIG.exits.length - 1))
  .sort((a, b) => BENCH.eventsOf(b.setting).bar.length - BENCH.eventsOf(a.setting).bar.length)
  .slice(0, 7)

const FOLDS: readonly FoldChoice[] = PLAN.anchored
  .slice(0, -1)
  .map((fold, index) => ({ fold, choice: BUSY[index % BUSY.length]! }))

describe('stitchTrades', () => {
  it('trades each choice in its own test block, one position at a time over the seams', () => {
    const { trades, foldOfTrade } = stitchTrades(BENCH, FOLDS, 'test')
    expect(trades.count).toBeGreaterThan(30)
    expect(foldOfTrade.length).toBe(trades.count)
    let crossing = 0
    for (let row = 0; row < trades.count; row++) {
      const { fold } = FOLDS[foldOfTrade[row]!]!
      expect(trades.decisionBar[row]!).toBeGreaterThanOrEqual(fold.test.from)
      expect(trades.decisionBar[row]!).toBeLessThan(fold.test.to)
      if (trades.exitBar[row]! >= fold.test.to) crossing++
      if (row > 0) expect(trades.decisionBar[row]!).toBeGreaterThanOrEqual(trades.exitBar[row - 1]!)
    }
    expect(crossing).toBeGreaterThan(0)
    expect(new Set(foldOfTrade).size).toBe(FOLDS.length)
  })

  it('never lets a validation trade end in the test that follows', () => {
    const { trades, foldOfTrade } = stitchTrades(BENCH, FOLDS, 'validation')
    expect(trades.count).toBeGreaterThan(20)
    for (let row = 0; row < trades.count; row++) {
      expect(trades.exitBar[row]!).toBeLessThan(FOLDS[foldOfTrade[row]!]!.fold.validation.to)
    }
  })

  it('leaves out a fold without a choice, and the events that are not kept', () => {
    const some = FOLDS.map((entry, index) => (index === 2 ? { fold: entry.fold, choice: null } : entry))
    expect([...stitchTrades(BENCH, some, 'test').foldOfTrade]).not.toContain(2)
    const none = FOLDS.map((entry) => ({
      ...entry,
      keep: new Uint8Array(BENCH.eventsOf(entry.choice!.setting).bar.length),
    }))
    expect(stitchTrades(BENCH, none, 'test').trades.count).toBe(0)
  })

  it('enters a bar later when told to', () => {
    const [only] = FOLDS
    const plain = stitchTrades(BENCH, [only!], 'test').trades
    const late = stitchTrades(BENCH, [only!], 'test', { delayBars: 1 }).trades
    const bars = (trades: typeof plain) => [...trades.decisionBar.subarray(0, trades.count)]
    const events = new Set(BENCH.eventsOf(only!.choice!.setting).bar)
    expect(bars(late).every((bar) => events.has(bar - 1))).toBe(true)
    expect(bars(late)).not.toEqual(bars(plain))
  })
})

describe('the placebo', () => {
  it('draws distinct shifts, each at least horizon + embargo from no shift in either direction', () => {
    const config = smallConfig({ robustness: { ...CONFIG.robustness, placeboShifts: 99 } })
    const least = 72 + 1 + config.embargoBars
    for (const [bars, seed] of [
      [35_040, 1],
      [2000, 2],
      [500, 3],
    ] as const) {
      const shifts = placeboShifts(config, seed, bars)
      expect(new Set(shifts).size).toBe(99)
      expect(Math.min(...shifts)).toBeGreaterThanOrEqual(least)
      expect(bars - Math.max(...shifts)).toBeGreaterThanOrEqual(least)
      expect(placeboShifts(config, seed, bars)).toEqual(shifts)
    }
    expect(placeboShifts(config, 1, 35_040)).not.toEqual(placeboShifts(config, 2, 35_040))
  })

  it('draws fewer where there is no room, and none where there is none', () => {
    const config = smallConfig({ robustness: { ...CONFIG.robustness, placeboShifts: 99 } })
    expect(placeboShifts(config, 1, 2 * 145 + 10).length).toBe(10)
    expect(placeboShifts(config, 1, 200)).toEqual([])
  })

  it('counts the real score among the placebos, ties against it', () => {
    expect(placeboP(1, [0, 0.5, -1])).toBe(1 / 4)
    expect(placeboP(1, [1, 0.5, 2])).toBe(3 / 4)
    expect(
      placeboP(
        1,
        Array.from({ length: 99 }, () => 0),
      ),
    ).toBe(0.01)
  })

  it('takes a placebo that traded nothing for no better, and gives no p where there is nothing to compare', () => {
    expect(placeboP(1, [null, 2])).toBe(2 / 3)
    expect(placeboP(null, [1, 2])).toBeNull()
    expect(placeboP(1, [])).toBeNull()
  })

  it('scores another selection under a shift', { timeout: 60_000 }, () => {
    const scores = [0, 500, 1300].map((shift) => placeboScore(BENCH, PLAN, shift, () => {}))
    expect(new Set(scores).size).toBe(3)
    expect(placeboScore(BENCH, PLAN, 500, () => {})).toBe(scores[1])
  })
})

describe('neighbours', () => {
  it('are one grid step away in one parameter', () => {
    const setting = { detectorId: 'residual-reversion', parameters: { windowBars: 168, threshold: 2.5 } }
    const labels = neighbourChanges(CONFIG, { setting, exit: { targetRanges: 8, stopRanges: 8, limitBars: 72 } }).map(
      ({ label }) => label,
    )
    expect(labels.sort()).toEqual(['exit 8/4/72', 'exit 8/8/48', 'threshold 3', 'windowBars 336', 'windowBars 72'])
  })
})

describe('the workbench', () => {
  it('knows a setting by the names of its parameters, whatever their order', () => {
    const parameters = { lookbackBars: 12, threshold: 2, continuation: 0 }
    const turned = { continuation: 0, threshold: 2, lookbackBars: 12 }
    const detectorId = 'momentum-divergence'
    expect(BENCH.eventsOf({ detectorId, parameters: turned })).toBe(BENCH.eventsOf({ detectorId, parameters }))
    const a = BENCH.eventsOf({ detectorId: 'residual-reversion', parameters: { windowBars: 72, threshold: 2 } })
    const b = BENCH.eventsOf({ detectorId: 'residual-reversion', parameters: { windowBars: 168, threshold: 2 } })
    expect(a).not.toBe(b)
  })
})

describe('sealPair', () => {
  it('hands on the development rows in memory that holds nothing else', () => {
    const sealed = sealPair(COLUMNS, 3000)
    const columns = [sealed.timeMs, ...Object.values(sealed.primary), ...Object.values(sealed.secondary)]
    for (const column of columns) {
      expect(column.length).toBe(3000)
      expect(column.buffer.byteLength).toBe(3000 * 8)
    }
    expect(sealed.sessionEnd.buffer.byteLength).toBe(3000)
    expect([...sealed.secondary.close]).toEqual([...COLUMNS.secondary.close.subarray(0, 3000)])
    expect([...sealed.primary.low]).toEqual([...COLUMNS.primary.low.subarray(0, 3000)])
  })
})
