import { STRATEGIES } from '../../../core/backtest/strategies/strategyRegistry.ts'
import { backtestSpecSchema, sweepSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { buildSpecSchema } from '../../../core/contract/buildSpec.ts'
import { discoverySpecSchema } from '../../../core/contract/discoverySpec.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import { robustnessSpecSchema } from '../../../core/contract/robustnessRecord.ts'
import { trainSpecSchema } from '../../../core/contract/trainSpec.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers, InputOf } from '../../../core/contract/workbench/rpc.ts'
import { assertNever, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { SpecFiles } from '../ports/specFiles.ts'

type SpecNames = 'specs.judge' | 'specs.values' | 'specs.edit' | 'strategies.list'
type SpecHandlers = Pick<Handlers<Api, AbortSignal>, SpecNames>

export type SpecHandlerPorts = { readonly specs: SpecFiles }

/** Specifications while they are written. */
export function specHandlers({ specs }: SpecHandlerPorts): SpecHandlers {
  return {
    'specs.values': ({ text }) => {
      const value = specs.parse(text, 'specification')
      if (!value.ok) return value
      const json: JsonValue = JSON.parse(JSON.stringify(value.value ?? null))
      return success(json)
    },
    'specs.edit': ({ text, path, value }) => {
      const edited = specs.edit(text, path, value)
      return edited.ok ? success({ text: edited.value }) : edited
    },
    'strategies.list': () =>
      success(
        STRATEGIES.map(({ id, title, description, source, needsPrediction, parameters }) => ({
          id,
          title,
          description,
          source,
          needsPrediction,
          parameters,
        })),
      ),
    'specs.judge': ({ kind, text }) => {
      const value = specs.parse(text, `${kind}.yaml`)
      if (!value.ok) return success(value.trouble)
      const written = value.value ?? {}
      const read = judged(kind, written)
      return success(read.ok ? null : read.trouble)
    },
  }
}

/** Errors: those of `readSpec`. */
function judged(kind: InputOf<Api, 'specs.judge'>['kind'], written: unknown): Outcome<unknown> {
  switch (kind) {
    case 'backtest':
      return readSpec(backtestSpecSchema, written, kind)
    case 'sweep':
      return readSpec(sweepSpecSchema, written, kind)
    case 'build':
      return readSpec(buildSpecSchema, written, kind)
    case 'train':
      return readSpec(trainSpecSchema, written, 'training')
    case 'discover':
      return readSpec(discoverySpecSchema, written, 'discovery')
    case 'robustness':
      return readSpec(robustnessSpecSchema, written, kind)
    default:
      return assertNever(kind)
  }
}
