import { backtestSpecSchema, sweepSpecSchema } from '../../core/contract/backtestSpec.ts'
import { type SpecField, specForm } from '../../core/contract/workbench/specForm.ts'

export type SpecKind = 'backtest' | 'sweep'
/** All fields of a specification, nested ones too. */
export const SPEC_FORMS: Readonly<Record<SpecKind, readonly SpecField[]>> = {
  backtest: specForm(backtestSpecSchema),
  sweep: specForm(sweepSpecSchema, 'sweep'),
}

/** What a new one begins with. */
export const SPEC_STARTS: Readonly<Record<SpecKind, string>> = {
  backtest: `# Everything that is not said is listed in the result, with what was taken for it.
strategy:
  id: moving-average-cross
  parameters: {fast: 20, slow: 50}
risk_management:
  stop_loss: 0.05
`,
  sweep: `strategy:
  id: moving-average-cross
parameter_grid:
  fast: {from: 5, to: 40, step: 5, integer: true}
  slow: {from: 50, to: 200, step: 10, integer: true}
  stop_loss: [0.03, 0.05, 0.08]
optimization_metric: sharpe_ratio
`,
}

/** Of one that trades the predictions of a model. */
export const MODEL_STARTS: Readonly<Record<SpecKind, string>> = {
  backtest: `# Its predictions are traded. Everything that is not said is listed in the result, with what was taken for it.
position_sizing: {method: fixed_fraction, fraction: 0.5}
`,
  sweep: `# Its predictions are traded: the thresholds lie on the scale of its signals.
parameter_grid:
  entry_threshold: [0.1, 0.2, 0.3, 0.4, 0.5]
  exit_threshold: [-0.2, -0.1, 0]
optimization_metric: sharpe_ratio
`,
}
