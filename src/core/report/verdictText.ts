import type { GateResult, Summary, Verdict } from '../contract/summary.ts'
import { assertNever } from '../outcome/outcome.ts'

export function verdictName(verdict: Verdict): string {
  switch (verdict) {
    case 'edge':
      return 'edge'
    case 'no-edge':
      return 'no edge'
    case 'not-enough-data':
      return 'not enough data'
    default:
      return assertNever(verdict)
  }
}

export function failedGates(summary: Summary): readonly GateResult[] {
  return summary.gates.filter((gate) => !gate.pass)
}

/** The verdict and why, in one or two plain sentences. */
export function verdictReason(summary: Summary): string {
  const failed = failedGates(summary)
  const which = `${failed.length} of ${summary.gates.length} gates failed (${failed.map((gate) => gate.id).join(', ')}).`
  switch (summary.verdict) {
    case 'edge':
      return `All ${summary.gates.length} gates passed. That is evidence for an edge in this data, not a promise of profit.`
    case 'no-edge':
      if (failed.length === 0)
        return 'Every gate passed, but the selection needed a relaxed rung, and a relaxed rung cannot be judged an edge.'
      return `The evidence does not show an edge: ${which}`
    case 'not-enough-data':
      return `There is too little data to judge: ${which}`
    default:
      return assertNever(summary.verdict)
  }
}

/** Said in every published file of a run on made data; null for real data. */
export function syntheticLabel(synthetic: Summary['synthetic']): string | null {
  if (synthetic === null) return null
  const edge = synthetic.strength === null ? '' : `, planted edge of true annual Sharpe ${synthetic.strength}`
  return `SYNTHETIC DATA: generator "${synthetic.kind}", seed ${synthetic.seed}${edge}. Made by a program; nothing here is a market.`
}

/** Stands wherever the simulated filter is shown. */
export const UPPER_BOUND =
  'UPPER BOUND: the ML simulation draws its filter from the true outcomes. It looks ahead by design, and passes no gate.'
