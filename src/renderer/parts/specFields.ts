import { backtestSpecSchema, executionSchema, sweepSpecSchema } from '../../core/contract/backtestSpec.ts'
import { type FormField, formFields } from '../../core/contract/workbench/formFields.ts'

export type SpecKind = 'backtest' | 'sweep'
/** Fields of a specification that one line says, as their schema declares them. `group` null: at the top. */
export type SpecGroup = { readonly group: string | null; readonly title: string; readonly fields: readonly FormField[] }

export const SPEC_GROUPS: Readonly<Record<SpecKind, readonly SpecGroup[]>> = {
  backtest: [
    { group: null, title: 'Backtest', fields: formFields(backtestSpecSchema) },
    { group: 'execution', title: 'Execution', fields: formFields(executionSchema) },
  ],
  sweep: [
    { group: null, title: 'Sweep', fields: formFields(sweepSpecSchema) },
    { group: 'backtest', title: 'Of each configuration', fields: formFields(backtestSpecSchema) },
  ],
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
