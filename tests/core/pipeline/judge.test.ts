import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { gateSetSchema } from '../../../src/core/contract/gates.ts'
import type { HoldOutResult } from '../../../src/core/pipeline/holdOut.ts'
import type { TrialEvidence } from '../../../src/core/pipeline/judgement/judge.ts'
import { judge } from '../../../src/core/pipeline/judgement/judge.ts'
import { studyTrials } from '../../../src/core/pipeline/judgement/studyTrials.ts'
import type { PairOutputs } from '../../../src/core/pipeline/pairPipeline.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'

const GATES = gateSetSchema.parse(
  parse(readFileSync(new URL('../../../resources/gates/pair.yaml', import.meta.url), 'utf8')),
).gates

function dayReturns(mean: number): number[] {
  const stream = createStream(1, 'judge')
  return Array.from({ length: 600 }, () => mean + 0.01 * stream.nextNormal())
}

function robustness(
  changes: {
    trades?: number
    meanDay?: number
    p10?: number | null
    profit?: number
    profit150?: number
    placebo?: number | null
  } = {},
) {
  const { trades = 150, meanDay = 0.003, p10 = 12, profit = 600, profit150 = 500, placebo = 0.01 } = changes
  return {
    curve: { account: { trades, dayReturns: dayReturns(meanDay) } },
    stress: [1, 1.25, 1.5, 2].map((costTimes) => ({
      costTimes,
      profit: costTimes === 1.5 ? profit150 : costTimes === 1 ? profit : -1,
    })),
    bootstrap: p10 === null ? null : { p10 },
    placebo: { p: placebo },
  }
}

type Fixture = {
  readonly robustness?: ReturnType<typeof robustness>
  readonly accepted?: ReturnType<typeof robustness> | null
  readonly relaxed?: boolean
  readonly clean?: boolean
  readonly holdOut?: Partial<HoldOutResult>
  readonly trials?: TrialEvidence
  readonly openings?: number
  readonly frozenFolds?: number
  readonly asSelected?: ReturnType<typeof robustness> | null
}

/** Six test folds and the hold-out's; the first ones found a configuration. */
function winners(frozen: number) {
  return Array.from({ length: 7 }, (_, fold) => ({ choice: fold < frozen ? {} : null }))
}

function outputsOf(fixture: Fixture): PairOutputs {
  return {
    robustness: { ...(fixture.robustness ?? robustness()), asSelected: fixture.asSelected ?? null },
    iterate: { accepted: fixture.accepted ?? null },
    select: {
      relaxed: fixture.relaxed ?? false,
      winners: winners(fixture.frozenFolds ?? 6),
    },
    events: { leakScan: { clean: fixture.clean ?? true } },
  } as unknown as PairOutputs
}

function judged(fixture: Fixture = {}) {
  const outputs = outputsOf(fixture)
  const holdOut = { events: 40, netExpectancy: 0.002, p: 0.05, ...fixture.holdOut } as HoldOutResult
  const trials = fixture.trials ?? { trials: 900, varianceAcrossTrials: 0.0004 }
  return judge(GATES, outputs, trials, holdOut, fixture.openings ?? 1)
}

function failing(fixture: Fixture) {
  const { gates, verdict } = judged(fixture)
  return { verdict, failed: gates.filter((gate) => !gate.pass).map((gate) => gate.id) }
}

describe('judge', () => {
  it('calls an edge where every gate passes', () => {
    const result = judged()
    expect(result.gates.filter((gate) => !gate.pass)).toEqual([])
    expect(result.verdict).toBe('edge')
    expect(result.deflatedSharpe!).toBeGreaterThan(0.95)
    expect(result.expectedMaximumSharpe!).toBeGreaterThan(0)
    expect(result.gates.map((gate) => gate.id)).toEqual(GATES.map((gate) => gate.id))
  })

  it.each<[string, Fixture]>([
    ['deflated-sharpe', { robustness: robustness({ meanDay: 0.0008 }) }],
    ['placebo', { robustness: robustness({ placebo: 0.06 }) }],
    ['bootstrap-p10', { robustness: robustness({ p10: 0 }) }],
    ['costs-150', { robustness: robustness({ profit150: 0 }) }],
    // Nothing was charged: dearer costs change nothing.
    ['costs-150', { robustness: robustness({ profit: 500, profit150: 500 }) }],
    ['hold-out-expectancy', { holdOut: { netExpectancy: 0 } }],
    ['hold-out-p', { openings: 10 }],
    ['leak-scan', { clean: false }],
    ['unrelaxed-rung', { relaxed: true }],
  ])('calls no edge where %s alone fails', (id, fixture) => {
    expect(failing(fixture)).toEqual({ verdict: 'no-edge', failed: [id] })
  })

  it.each<[string, Fixture]>([
    ['folds', { frozenFolds: 3 }],
    ['stitched-events', { robustness: robustness({ trades: 99 }) }],
    ['hold-out-events', { holdOut: { events: 29 } }],
  ])('calls for more data where %s fails, whatever the evidence says', (id, fixture) => {
    expect(failing(fixture)).toEqual({ verdict: 'not-enough-data', failed: [id] })
    expect(failing({ ...fixture, relaxed: true }).verdict).toBe('not-enough-data')
  })

  it('never passes a gate whose value is missing', () => {
    expect(failing({ robustness: robustness({ placebo: null }) })).toEqual({ verdict: 'no-edge', failed: ['placebo'] })
    expect(failing({ robustness: robustness({ p10: null }) })).toEqual({
      verdict: 'no-edge',
      failed: ['bootstrap-p10'],
    })
    expect(failing({ trials: { trials: 900, varianceAcrossTrials: null } })).toEqual({
      verdict: 'no-edge',
      failed: ['deflated-sharpe'],
    })
    expect(failing({ holdOut: { p: null } })).toEqual({ verdict: 'no-edge', failed: ['hold-out-p'] })
    const untraded = failing({
      robustness: robustness({ trades: 0, p10: null, placebo: null }),
      holdOut: { events: 0, netExpectancy: null, p: null },
    })
    expect(untraded.verdict).toBe('not-enough-data')
    expect(untraded.failed).toContain('deflated-sharpe')
  })

  it('judges the worst of what was put forward: as selected, with an adopted filter, with an accepted change', () => {
    expect(failing({ accepted: robustness({ profit150: -1, placebo: null }) })).toEqual({
      verdict: 'no-edge',
      failed: ['costs-150'],
    })
    expect(failing({ robustness: robustness({ profit150: -1 }), accepted: robustness() })).toEqual({
      verdict: 'no-edge',
      failed: ['costs-150'],
    })
    expect(failing({ asSelected: robustness({ p10: -1 }), accepted: robustness() }).failed).toEqual(['bootstrap-p10'])
    expect(failing({ asSelected: robustness({ meanDay: 0.0008 }) }).failed).toEqual(['deflated-sharpe'])
    expect(failing({ robustness: robustness({ placebo: 0.5 }), accepted: robustness() }).failed).toEqual(['placebo'])
  })

  it('multiplies the hold-out p-value by its openings, up to one', () => {
    expect(judged({ openings: 4 }).holdOutPAdjusted).toBeCloseTo(0.2, 12)
    expect(judged({ openings: 40 }).holdOutPAdjusted).toBe(1)
    expect(judged({ holdOut: { p: null } }).holdOutPAdjusted).toBeNull()
  })

  it('deflates more the more trials there are', () => {
    const probability = (trials: number) =>
      judged({ robustness: robustness({ meanDay: 0.001 }), trials: { trials, varianceAcrossTrials: 0.0004 } })
        .deflatedSharpe!
    expect(probability(1000)).toBeLessThan(probability(100))
    expect(probability(100)).toBeLessThan(probability(2))
  })
})

describe('studyTrials', () => {
  const stream = createStream(7, 'grid')
  const kinds = Array.from({ length: 3 }, () => Array.from({ length: 200 }, () => stream.nextNormal()))
  const columns = Array.from({ length: 30 }, (_, k) =>
    Float64Array.from(kinds[k % 3]!, (value) => 0.01 * (value + 0.1 * stream.nextNormal())),
  )
  const study = (evaluated: number) =>
    studyTrials(outputsOf({}), {
      columns: columns.slice(0, evaluated),
      evaluated,
      returnsSha256: '',
      count: { trials: 1000, varianceAcrossTrials: 0.0004 },
      withoutReturns: 20,
      seed: 1,
      beat: () => {},
    })

  it('counts a grid of three kinds as three trials, every other trial as one, and leaves the raw count as it judges', () => {
    const { raw, effective, overfitting, notes } = study(30)
    expect(raw.trials).toBe(1000)
    expect(raw.deflatedSharpe).toBe(judged({ trials: { trials: 1000, varianceAcrossTrials: 0.0004 } }).deflatedSharpe)
    const byMethod = Object.fromEntries(effective.map((line) => [line.method, line]))
    expect(byMethod.clusters).toMatchObject({ ofGrid: 3, trials: 973 })
    // A third of all pairs are alike: rho = 9 / 29, less a little noise; about rho + (1 - rho) 30.
    expect(byMethod['average-correlation']!.ofGrid).toBeGreaterThan(20)
    expect(byMethod['average-correlation']!.ofGrid).toBeLessThan(23)
    expect(byMethod.entropy!.ofGrid).toBeGreaterThan(3)
    expect(byMethod.entropy!.ofGrid).toBeLessThan(6)
    expect(overfitting).toMatchObject({ blocks: 16, splits: 12_870 })
    expect(notes).toEqual([])
  })

  it('tells nothing of too few configurations', () => {
    const few = study(3)
    expect(few.effective).toEqual([])
    expect(few.notes.join()).toContain('fewer than 8')
  })
})
