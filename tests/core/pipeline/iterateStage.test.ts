import { describe, expect, it } from 'vitest'
import type { ValidationMetrics } from '../../../src/core/pipeline/stages/iterateStage.ts'
import { iterateStage, PROPOSALS } from '../../../src/core/pipeline/stages/iterateStage.ts'
import { ROBUSTNESS_KINDS } from '../../../src/core/pipeline/stages/robustness.ts'
import type { RobustnessOutput } from '../../../src/core/pipeline/stages/robustnessStage.ts'
import type { Subject } from '../../../src/core/pipeline/subject/subject.ts'
import { UNCHANGED_EXIT } from '../../../src/core/pipeline/subject/subject.ts'
import { planOf, smallConfig } from './smallRun.ts'

const SUBJECT: Subject = { schemeOfFold: [], choices: [], filter: 'none', exitTimes: UNCHANGED_EXIT, learning: null }
const BASE: ValidationMetrics = { avgMonthlyProfit: 100, maxDrawdown: 0.1, trades: 50, profitAtCosts150: 10 }
const BETTER: ValidationMetrics = { ...BASE, avgMonthlyProfit: 101 }

function inputOf(iterate: number) {
  const config = smallConfig({ iterate })
  const outputs = { robustness: { subject: SUBJECT } as RobustnessOutput }
  return { config, seed: 1, plan: planOf(config, 9600), outputs }
}

/** Drives the stage with made-up validation results; parts of robustness are stood in for by their kinds. */
function drive(iterate: number, tries: readonly ValidationMetrics[]) {
  const input = inputOf(iterate)
  const results: Parameters<typeof iterateStage.combine>[1][number][] = []
  const kinds: string[] = []
  for (let units = iterateStage.plan(input, results); units.length > 0; units = iterateStage.plan(input, results)) {
    for (const { kind } of units) {
      kinds.push(kind)
      const metrics = tries[results.length] ?? BASE
      results.push(
        (kind === 'validation'
          ? { kind, ...metrics }
          : { kind, [kind === 'stress' ? 'points' : kind]: null }) as (typeof results)[number],
      )
    }
  }
  return { kinds, output: iterateStage.combine(input, results) }
}

describe('iteration', () => {
  it('ends at B after K tries that do not improve', () => {
    const { kinds, output } = drive(3, [
      BASE,
      BASE,
      { ...BASE, avgMonthlyProfit: 99 },
      { ...BASE, avgMonthlyProfit: null },
    ])
    expect(kinds).toEqual(['validation', 'validation', 'validation', 'validation'])
    expect(output.endpoint).toBe('B')
    expect(output.subject).toEqual(SUBJECT)
    expect(output.accepted).toBeNull()
    expect(output.tries.map(({ id, accepted }) => [id, accepted])).toEqual([
      ['as-selected', false],
      ...PROPOSALS.slice(0, 3).map(({ id }) => [id, false]),
    ])
  })

  it('ends at A with the first try that improves, and puts it through the robustness tests again', () => {
    const { kinds, output } = drive(3, [BASE, BASE, BETTER])
    expect(kinds).toEqual(['validation', 'validation', 'validation', ...ROBUSTNESS_KINDS])
    expect(output.endpoint).toBe('A')
    expect(output.tries.map(({ accepted }) => accepted)).toEqual([false, false, true])
    expect(output.subject).toEqual({ ...SUBJECT, filter: PROPOSALS[1]!.filter, exitTimes: PROPOSALS[1]!.exitTimes })
    expect(output.accepted).not.toBeNull()
  })

  it.each<[string, Partial<ValidationMetrics>]>([
    ['a drawdown more than a tenth deeper', { maxDrawdown: 0.111 }],
    ['a loss at one and a half times the costs', { profitAtCosts150: 0 }],
    ['a drawdown that is not known', { maxDrawdown: null }],
  ])('does not accept more profit with %s', (_name, fault) => {
    expect(drive(1, [BASE, { ...BETTER, ...fault }]).output.endpoint).toBe('B')
    expect(drive(1, [BASE, BETTER]).output.endpoint).toBe('A')
  })

  it('does nothing when turned off, and never tries more than the declared list', () => {
    expect(drive(0, [])).toMatchObject({ kinds: [], output: { endpoint: 'off', tries: [], accepted: null } })
    expect(drive(50, []).kinds.length).toBe(1 + PROPOSALS.length)
  })

  it('declares every try as a trial before it is made, each a different one', () => {
    const trials = iterateStage.trials!(inputOf(3))
    expect(new Set(trials.map((trial) => JSON.stringify(trial))).size).toBe(3)
    expect(iterateStage.trials!(inputOf(0))).toEqual([])
  })

  it('proposes no change of position size', () => {
    for (const proposal of PROPOSALS)
      expect(Object.keys(proposal).sort()).toEqual(['description', 'exitTimes', 'filter', 'id'])
  })
})
