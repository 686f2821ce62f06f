import type { GateDefinition, GateSet } from '../contract/gates.ts'
import type { GateResult } from '../contract/summary.ts'
import type { Figure } from '../metrics/performance/figure.ts'
import type { FigureKey } from '../metrics/performance/figureDefinitions.ts'
import { FIGURE_LIST } from '../metrics/performance/figureNames.ts'
import { evaluateGates, verdictOf } from './gates.ts'

/** What the gates of a profile read of one run. `deflatedSharpe` is a probability; the profits at stressed costs are money. Null: it was not computed. */
export type RunEvidence = {
  readonly performance: { readonly figures: Readonly<Partial<Record<FigureKey, Figure>>> }
  readonly deflatedSharpe: number | null
  readonly profitAtCosts150: number | null
  readonly profitAtCosts200: number | null
  /** Why there are no profits at stressed costs. */
  readonly whyNoStress: string | null
}

/** `optimisticFill`: it fills at the close that it decides on, or takes targets before stops. `nextOpen`: the same run without that, where one was made. */
export type JudgedBacktest = {
  readonly evidence: RunEvidence
  readonly optimisticFill: boolean
  readonly nextOpen: RunEvidence | null
}

export type GateState = 'pass' | 'fail' | 'not-enough-data'
export type ProfileJudgement = {
  readonly profile: string
  readonly state: GateState
  readonly gates: readonly GateResult[]
}

const NO_NEXT_OPEN = {
  reason: 'Its fills are optimistic: nobody can count on them, and the run without that is not beside it.',
  advice:
    'Run it again: fills at the next open, and stops before targets, then stand beside it. No gate of optimistic fills passes without.',
}

/**
 * The gates of a profile on a backtest. With optimistic fills a gate passes only where the run without them passes it too, and none where there is no such run. A value that
 * is missing fails its gate, saying why it is missing. `not-enough-data` where a sufficiency gate fails.
 */
export function judgeProfile({ id, gates: definitions }: GateSet, backtest: JudgedBacktest): ProfileJudgement {
  const gates = resultsOf(definitions, backtest)
  const verdict = verdictOf(definitions, gates, false)
  const state = verdict === 'edge' ? 'pass' : verdict === 'no-edge' ? 'fail' : verdict
  return { profile: id, state, gates }
}

function resultsOf(definitions: readonly GateDefinition[], backtest: JudgedBacktest): readonly GateResult[] {
  const own = evaluateRun(definitions, backtest.evidence)
  if (!backtest.optimisticFill) return own
  if (backtest.nextOpen === null) return own.map((result) => ({ ...result, pass: false, ...NO_NEXT_OPEN }))
  const beside = evaluateRun(definitions, backtest.nextOpen)
  return own.map((result, row) => {
    const other = beside[row]!
    return result.pass && !other.pass ? { ...other, reason: `Without optimistic fills: ${other.reason}` } : result
  })
}

function evaluateRun(definitions: readonly GateDefinition[], evidence: RunEvidence): readonly GateResult[] {
  const { deflatedSharpe, profitAtCosts150, profitAtCosts200 } = evidence
  const { figures } = evidence.performance
  const values = Object.fromEntries(FIGURE_LIST.map(({ key }) => [key, figures[key]?.value ?? null]))
  const results = evaluateGates(definitions, { ...values, deflatedSharpe, profitAtCosts150, profitAtCosts200 })
  return results.map((result, row) => {
    const gate = definitions[row]!
    const why = result.value === null ? whyMissing(evidence, gate.metric) : null
    return why === null ? result : { ...result, reason: `${gate.name} has no value, so the gate fails. ${why}` }
  })
}

function whyMissing({ performance, whyNoStress }: RunEvidence, metric: string): string | null {
  if (metric === 'profitAtCosts150' || metric === 'profitAtCosts200') return whyNoStress
  const figure = FIGURE_LIST.find(({ key }) => key === metric)
  return figure === undefined ? null : (performance.figures[figure.key]?.why ?? null)
}
