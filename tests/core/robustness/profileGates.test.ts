import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { GateSet } from '../../../src/core/contract/gates.ts'
import { gateSetSchema } from '../../../src/core/contract/gates.ts'
import { gateResultSchema } from '../../../src/core/contract/summary.ts'
import { figureOf } from '../../../src/core/metrics/performance/figure.ts'
import type { FigureKey } from '../../../src/core/metrics/performance/figureDefinitions.ts'
import { clockOf } from '../../../src/core/metrics/performance/metricClock.ts'
import { performanceSummary } from '../../../src/core/metrics/performance/performanceSummary.ts'
import type { RunEvidence } from '../../../src/core/robustness/profileGates.ts'
import { judgeProfile } from '../../../src/core/robustness/profileGates.ts'
import { calendar24x7 } from '../../../src/core/time/calendar24x7.ts'
import { parseUserGates } from '../../../src/main/adapters/yaml/userGateFile.ts'
import { accountOf, equityOf } from '../metrics/performance/accountFixture.ts'

function profile(name: string): GateSet {
  const url = new URL(`../../../resources/gates/profile-${name}.yaml`, import.meta.url)
  return gateSetSchema.parse(parse(readFileSync(url, 'utf8')))
}
const AGGRESSIVE = profile('aggressive')
const BALANCED = profile('balanced')
const CONSERVATIVE = profile('conservative')

const DRAWN = performanceSummary(
  accountOf(equityOf(Array.from({ length: 30 }, (_, day) => (day % 3) / 100 - 0.009))),
  clockOf([calendar24x7]),
  null,
)
type Changes = Partial<Record<FigureKey, number>> & {
  deflatedSharpe?: number
  profitAtCosts150?: number
  profitAtCosts200?: number
}
const GOOD = {
  tradeCount: 400,
  sharpeRatio: 2.5,
  annualReturn: 0.4,
  maxDrawdown: 0.05,
  winRate: 0.7,
  profitFactor: 2,
  deflatedSharpe: 0.99,
  profitAtCosts150: 10,
  profitAtCosts200: 5,
}

/** Evidence that passes every profile, but for what is changed. */
function evidence(changes: Changes = {}): RunEvidence {
  const { deflatedSharpe, profitAtCosts150, profitAtCosts200, ...figures } = { ...GOOD, ...changes }
  const set = Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, figureOf(value, 'x')]))
  return {
    performance: { ...DRAWN, figures: { ...DRAWN.figures, ...set } },
    deflatedSharpe,
    profitAtCosts150,
    profitAtCosts200,
    whyNoStress: null,
  }
}
const judge = (gates: GateSet, changes: Changes) =>
  judgeProfile(gates, { evidence: evidence(changes), optimisticFill: false, nextOpen: null })

/** Value that fails by being just at the bound (all are strict but the deflated Sharpe), for each profile: aggressive, balanced, conservative; null: not asked for. */
const BOUNDS: readonly (readonly [keyof typeof GOOD, number, number | null, number | null, number | null])[] = [
  ['tradeCount', 1, 50, 50, 100],
  ['sharpeRatio', 1e-9, 1, 1.5, 2],
  ['annualReturn', 1e-9, null, 0.2, 0.2],
  ['maxDrawdown', -1e-9, 0.2, 0.15, 0.1],
  ['winRate', 1e-9, 0.45, 0.55, 0.6],
  ['profitFactor', 1e-9, 1.2, 1.5, 1.75],
  ['profitAtCosts150', 1e-9, 0, 0, 0],
  ['profitAtCosts200', 1e-9, null, null, 0],
]

describe('profiles', () => {
  test.each(BOUNDS)('%s stands where the issue and the file say, at its edge', (key, step, ...bounds) => {
    for (const [row, gates] of [AGGRESSIVE, BALANCED, CONSERVATIVE].entries()) {
      const bound = bounds[row] ?? null
      if (bound === null) {
        expect(judge(gates, { [key]: -1 }).state).toBe('pass')
        continue
      }
      const at = judge(gates, { [key]: bound })
      expect(at.state).toBe(key === 'tradeCount' ? 'not-enough-data' : 'fail')
      expect(at.gates.filter((gate) => !gate.pass).length).toBe(1)
      expect(judge(gates, { [key]: bound + step }).state).toBe('pass')
    }
  })

  test('the deflated Sharpe is asked for in all', () => {
    for (const [gates, bound] of [
      [AGGRESSIVE, 0.95],
      [BALANCED, 0.95],
      [CONSERVATIVE, 0.975],
    ] as const) {
      expect(judge(gates, { deflatedSharpe: bound }).state).toBe('pass')
      expect(judge(gates, { deflatedSharpe: bound - 1e-9 }).state).toBe('fail')
    }
  })

  test('each profile asks at least for what the one below it asks', () => {
    for (const [strict, loose] of [
      [BALANCED, AGGRESSIVE],
      [CONSERVATIVE, BALANCED],
    ] as const) {
      for (const gate of loose.gates) {
        const own = strict.gates.find((candidate) => candidate.metric === gate.metric)!
        if (gate.operator === 'is-true' || own.operator === 'is-true') throw new Error('no such gate here')
        expect(own.operator).toBe(gate.operator)
        if (gate.operator.startsWith('>')) expect(own.threshold).toBeGreaterThanOrEqual(gate.threshold)
        else expect(own.threshold).toBeLessThanOrEqual(gate.threshold)
      }
    }
  })

  test('every failure has a reason with its numbers, and what to try', () => {
    const { gates, state } = judge(CONSERVATIVE, { sharpeRatio: 0.5, maxDrawdown: 0.4 })
    expect(state).toBe('fail')
    for (const gate of gates) expect(gateResultSchema.parse(gate).advice.length).toBeGreaterThan(20)
    expect(gates.find((gate) => gate.id === 'sharpe-ratio')?.reason).toBe(
      'The annual Sharpe ratio by days is 0.5, not above 2.',
    )
  })

  test('a figure that is not there fails its gate and says why it is not there', () => {
    const bare: RunEvidence = { ...evidence(), performance: DRAWN, deflatedSharpe: null }
    const { gates, state } = judgeProfile(BALANCED, { evidence: bare, optimisticFill: false, nextOpen: null })
    expect(state).toBe('not-enough-data')
    const reason = (id: string) => gates.find((gate) => gate.id === id)?.reason
    expect(reason('annual-return')).toContain('The test spans 30 days')
    expect(reason('profit-factor')).toContain('No trade was closed.')
    expect(reason('deflated-sharpe')).toContain('not available')
  })
})

describe('optimistic fills', () => {
  test('without the next-open run no gate passes, however good it is', () => {
    const { gates, state } = judgeProfile(AGGRESSIVE, { evidence: evidence(), optimisticFill: true, nextOpen: null })
    expect(state).toBe('not-enough-data')
    expect(gates.some((gate) => gate.pass)).toBe(false)
    expect(gates[0]?.reason).toContain('optimistic')
  })

  test('with it beside, each gate must pass on both', () => {
    const both = (own: Changes, beside: Changes) =>
      judgeProfile(AGGRESSIVE, { evidence: evidence(own), optimisticFill: true, nextOpen: evidence(beside) })
    expect(both({}, {}).state).toBe('pass')
    expect(both({ winRate: 0.1 }, {}).state).toBe('fail')
    const worse = both({}, { sharpeRatio: 0.2 })
    expect(worse.state).toBe('fail')
    const gate = worse.gates.find((candidate) => candidate.id === 'sharpe-ratio')
    expect(gate?.reason).toContain('Without optimistic fills')
    expect(gate?.value).toBe(0.2)
  })

  test('a next-open run beside an honest fill changes nothing', () => {
    const own = { evidence: evidence(), optimisticFill: false }
    expect(judgeProfile(AGGRESSIVE, { ...own, nextOpen: evidence({ sharpeRatio: -1 }) })).toEqual(
      judgeProfile(AGGRESSIVE, { ...own, nextOpen: null }),
    )
  })
})

const FLOOR_FILE =
  'sharpe_ratio: "> 1.0"\nmax_drawdown: "< 0.20"\nnum_trades: "> 50"\nwin_rate: "> 0.45"\nprofit_factor: "> 1.2"\n'

describe("a user's own file", () => {
  const bounds = ({ gates }: GateSet) =>
    gates.map((gate) => `${gate.metric} ${gate.operator === 'is-true' ? '' : `${gate.operator} ${gate.threshold}`}`)
  const read = (text: string) => {
    const outcome = parseUserGates(text, AGGRESSIVE, AGGRESSIVE)
    if (!outcome.ok) throw new Error(outcome.trouble.message)
    return gateSetSchema.parse(outcome.value)
  }
  const trouble = (text: string) => {
    const outcome = parseUserGates(text, AGGRESSIVE, AGGRESSIVE)
    return outcome.ok ? null : outcome.trouble
  }

  test('what is the floor already changes nothing of it', () => {
    expect(bounds(read(FLOOR_FILE))).toEqual(bounds(AGGRESSIVE))
  })

  const examples = new URL('../../../../shared/examples/gates.yaml', import.meta.url)
  test.skipIf(!existsSync(examples))('the example that users have runs unchanged', () => {
    expect(readFileSync(examples, 'utf8')).toBe(FLOOR_FILE)
  })

  test('tightens, with texts that say so, and adds', () => {
    const set = read(
      'sharpe: ">= 1.5"\nturnover: "< 30"\nmax_drawdown: "< 10%"\ndeflated_sharpe: "> 0.95"\nexposure: "<= 80 %"',
    )
    expect(bounds(set)).toEqual(
      bounds(AGGRESSIVE)
        .map((text) =>
          text
            .replace('sharpeRatio > 1', 'sharpeRatio >= 1.5')
            .replace('maxDrawdown < 0.2', 'maxDrawdown < 0.1')
            .replace('deflatedSharpe >= 0.95', 'deflatedSharpe > 0.95'),
        )
        .concat('turnover < 30', 'exposure <= 0.8'),
    )
    const result = judge(set, { sharpeRatio: 1.5, turnover: 31, exposure: 0.5 }).gates
    expect(result.find((gate) => gate.id === 'sharpe-ratio')).toMatchObject({
      pass: true,
      reason: 'Sharpe ratio: 1.5, at least 1.5.',
    })
    expect(result.find((gate) => gate.id === 'turnover-at-most')).toMatchObject({
      pass: false,
      reason: 'Turnover: 31, not under 30.',
    })
  })

  test('what a stricter profile asks for already stays as it is, and only what is tighter replaces it', () => {
    const onTop = (text: string) => {
      const outcome = parseUserGates(text, CONSERVATIVE, AGGRESSIVE)
      if (!outcome.ok) throw new Error(outcome.trouble.message)
      return bounds(outcome.value)
    }
    expect(onTop(FLOOR_FILE)).toEqual(bounds(CONSERVATIVE))
    expect(onTop('sharpe_ratio: "> 2.5"\nwin_rate: "> 50%"')).toEqual(
      bounds(CONSERVATIVE).map((text) => text.replace('sharpeRatio > 2', 'sharpeRatio > 2.5')),
    )
    const loose = parseUserGates('sharpe_ratio: "> 0.9"', CONSERVATIVE, AGGRESSIVE)
    expect(loose).toMatchObject({ ok: false, trouble: { message: expect.stringContaining('every profile, > 1.') } })
  })

  test('a bound from the other side is another gate', () => {
    expect(bounds(read('sharpe_ratio: "< 5"'))).toEqual([...bounds(AGGRESSIVE), 'sharpeRatio < 5'])
  })

  test('the floor is not loosened: not by a number, not by an equals sign', () => {
    for (const text of [
      'sharpe_ratio: "> 0.9"',
      'sharpe_ratio: ">= 1.0"',
      'max_drawdown: "< 0.21"',
      'num_trades: ">= 50"',
      'deflated_sharpe: ">= 0.9"',
    ])
      expect(trouble(text)?.code).toBe('gate-below-floor')
  })

  test('bad files are refused, naming the line', () => {
    expect(trouble('sharp_ratio: "> 1"')).toMatchObject({
      code: 'gate-unknown',
      hint: expect.stringContaining('Did you mean sharpe_ratio?'),
    })
    expect(trouble('toString: "> 1"')?.code).toBe('gate-unknown')
    expect(trouble('sharpe_ratio: 1.5')).toMatchObject({
      code: 'gate-unreadable',
      message: expect.stringContaining('sharpe_ratio'),
    })
    expect(trouble('sharpe_ratio: "> abc"')?.code).toBe('gate-unreadable')
    expect(trouble('sharpe_ratio: "> 10%"')?.code).toBe('gate-unreadable')
    expect(trouble('win_rate: "> 45"')?.code).toBe('gate-out-of-range')
    expect(trouble('max_drawdown: "> -0.2"')?.code).toBe('gate-out-of-range')
    expect(trouble('sharpe: "> 2"\nsharpe_ratio: "> 3"')?.code).toBe('gate-twice')
    for (const text of ['', '- a', 'text', 'sharpe_ratio: "> 1"\nsharpe_ratio: "> 2"', 'a: [', '{}'])
      expect(trouble(text)?.code).toBe('gates-file-invalid')
  })
})
