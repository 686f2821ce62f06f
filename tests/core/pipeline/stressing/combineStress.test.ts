import { describe, expect, it } from 'vitest'
import { robustnessSuiteSchema, STRESS_PARTS } from '../../../../src/core/contract/robustnessRecord.ts'
import { silentBeat } from '../../../../src/core/job/beat.ts'
import { combineStress } from '../../../../src/core/pipeline/stressing/combineStress.ts'
import { estimateStress } from '../../../../src/core/pipeline/stressing/estimateStress.ts'
import { judgeStress } from '../../../../src/core/pipeline/stressing/judgeStress.ts'
import { createStressRunner, stressResultOf } from '../../../../src/core/pipeline/stressing/stressRunner.ts'
import type { StressTask } from '../../../../src/core/pipeline/stressing/stressTask.ts'
import { planStress } from '../../../../src/core/pipeline/stressing/stressUnits.ts'
import { robustnessSections } from '../../../../src/core/report/robustnessSections.ts'
import { stressTables } from '../../../../src/core/report/robustnessTables.ts'
import { readGateFile } from '../../../../src/main/adapters/yaml/gateFile.ts'
import { stressTask } from './stressScene.ts'

const read = readGateFile(new URL('../../../../resources/gates/robustness.yaml', import.meta.url))
if (!read.ok) throw new Error(read.trouble.message)
const { gates } = read.value

function suiteOf(task: StressTask, backwards = false) {
  const run = createStressRunner(structuredClone(task))
  const units = planStress(task)
  const results = new Map<number, ReturnType<typeof stressResultOf>>()
  const order = backwards ? [...units.keys()].reverse() : [...units.keys()]
  for (const at of order) {
    const asked = JSON.parse(JSON.stringify(units[at]))
    results.set(at, stressResultOf(run(asked, silentBeat)))
  }
  const inOrder = units.map((_, at) => results.get(at)!)
  return combineStress(task, 'fedcba9876543210', inOrder, gates)
}

const task = stressTask()
const suite = suiteOf(task)

describe('a suite', () => {
  it('is the same in whatever order its units are run', () => {
    expect(suiteOf(task, true)).toEqual(suite)
    expect(robustnessSuiteSchema.parse(JSON.parse(JSON.stringify(suite)))).toEqual(suite)
  })

  it('is another with another seed, where draws decide it, and nowhere else', () => {
    const other = suiteOf({ ...task, seed: 12 })
    expect(other.markets).not.toEqual(suite.markets)
    expect(other.placebos).not.toEqual(suite.placebos)
    expect([other.costs, other.delays, other.neighbours, other.regimes]).toEqual([
      suite.costs,
      suite.delays,
      suite.neighbours,
      suite.regimes,
    ])
  })

  it('tells following a slow swing from its placebos', () => {
    expect(suite.placebos?.shifted?.p).toBeLessThan(0.1)
    expect(suite.placebos?.unordered.p).toBeCloseTo(1 / 21, 12)
    expect(suite.markets?.profitShare).toBeGreaterThan(0.9)
  })

  it('has the figures that it was first made with', () => {
    const { base, costs, delays, assumptions, returns, markets, trades, neighbours, regimes, placebos } = suite
    const figures = [
      [base.profit, 89_590.13884529498],
      [base.sharpe, 16.869912508628552],
      [costs?.breakEven.times, 56.90625],
      [delays.rows[1]?.figures.profit, 89_837.45986438286],
      [assumptions.together.profit, 77_552.92665903167],
      [returns?.sharpe?.low, 15.703271468243443],
      [returns?.sharpe?.high, 18.096586355776626],
      [markets?.totalReturn.p50, 9.620439421419459],
      [trades?.order.p95, 0.020399298457879578],
      [trades?.skipped[1]?.totalReturn.p5, 4.878714490290109],
      [neighbours?.keptShare, 1],
      [regimes.profitShare, 1],
      [placebos?.shifted?.p, 1 / 21],
      [placebos?.random?.p, 1 / 21],
    ] as const
    for (const [found, pinned] of figures) expect(found! / pinned).toBeCloseTo(1, 9)
  })

  it('says how much there is to run', () => {
    const rows = suite.neighbours!.rows.length
    const { runs, seconds } = estimateStress(task.settings, { neighbours: rows, bars: 2_400, instruments: 2 })
    expect(runs).toBe(3 * 20 + 2 * 20 + rows + 6 + 4 + 30)
    expect(seconds).toBeCloseTo(runs * 4_800 * 0.3e-6, 9)
  })

  it('has a verdict and a table for each part', () => {
    expect(suite.verdicts.map(({ part }) => part)).toEqual(STRESS_PARTS)
    for (const { part, reasons } of suite.verdicts) {
      expect(reasons.join(' ')).not.toContain('{')
      for (const { columns, rows } of stressTables(suite, part))
        for (const row of rows) expect(row).toHaveLength(columns.length)
    }
    expect(suite.verdicts.find(({ part }) => part === 'delays')?.verdict).toBe('holds')
  })
})

describe('verdicts', () => {
  const verdictOf = (changed: Partial<typeof suite>, part: string) =>
    judgeStress({ ...suite, ...changed }, gates).find((own) => own.part === part)

  it('cannot be said of too few trades, whatever they earned', () => {
    const verdicts = judgeStress({ ...suite, closedTrades: 29 }, gates)
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(new Set(['cannot-be-said']))
    expect(verdicts[0]?.reasons[0]).toContain('29 closed trades')
  })

  it('cannot be said of a backtest that lost', () => {
    const lost = judgeStress({ ...suite, base: { ...suite.base, profit: -0.01 } }, gates)
    expect(new Set(lost.map(({ verdict }) => verdict))).toEqual(new Set(['cannot-be-said']))
    expect(lost[0]?.reasons).toEqual([expect.stringContaining('no profit that could withstand anything')])
  })

  it('cannot be said where nothing was measured, and say why', () => {
    const costless = verdictOf({ costs: null, absent: { costs: 'It pays no costs.' } }, 'costs')
    expect(costless).toMatchObject({ verdict: 'cannot-be-said', reasons: ['It pays no costs.'] })
    expect(verdictOf({ delays: { rows: [] } }, 'delays')?.verdict).toBe('cannot-be-said')
    expect(verdictOf({ regimes: { rows: [], profitShare: null } }, 'regimes')?.verdict).toBe('cannot-be-said')
  })

  it('break at the threshold and say what to do', () => {
    const { rows } = suite.costs!
    const at = (times: number) => verdictOf({ costs: { rows, breakEven: { times, isAtLeast: false } } }, 'costs')
    expect(at(2)?.verdict).toBe('holds')
    expect(at(1.999)).toMatchObject({ verdict: 'breaks', advice: [expect.stringContaining('Trade less often')] })
  })

  it('are none without a gate', () => {
    expect(() => judgeStress(suite, [])).toThrow('No gate judges')
  })
})

describe('the report', () => {
  it('has a section a part, with every reason', () => {
    const manifest = {
      schemaVersion: 1,
      robustnessId: task.robustnessId,
      backtestId: suite.backtestId,
      engineVersion: '0.0.0',
      spec: { ...task.settings, seed: 11 },
      gatesHash: '0'.repeat(64),
      instruments: ['A', 'B'],
      interval: '1h',
      bars: 10,
      quoteCurrency: 'U<D',
      startCash: 1,
      strategyId: task.strategyId,
      trials: 1,
      ledgerBasis: { throughSeq: 0, trials: 0, sharpeCount: 0, sharpeSum: 0, sharpeSumSquares: 0 },
      synthetic: false,
      warnings: [],
      notes: [],
    } as const
    const sections = robustnessSections({ ...manifest, instruments: [], warnings: [], notes: [] }, suite)
    expect(sections.map(({ id }) => id)).toEqual(['robustness', ...STRESS_PARTS.map((part) => `robustness-${part}`)])
    const said = JSON.stringify(sections)
    expect(said).toContain('U<D')
    expect(said).not.toContain('undefined')
    for (const { reasons } of suite.verdicts) expect(said).toContain(JSON.stringify(reasons[0]).slice(1, -1))
  })
})
