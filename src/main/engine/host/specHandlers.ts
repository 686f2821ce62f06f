import { backtestSpecSchema, sweepSpecSchema } from '../../../core/contract/backtestSpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { SpecFiles } from '../ports/specFiles.ts'

export type SpecHandlerPorts = { readonly specs: SpecFiles }

/** Specifications while they are written. */
export function specHandlers({ specs }: SpecHandlerPorts): Pick<Handlers<Api, AbortSignal>, 'specs.judge'> {
  return {
    'specs.judge': ({ kind, text }) => {
      const value = specs.parse(text, `${kind}.yaml`)
      if (!value.ok) return success(value.trouble)
      const written = value.value ?? {}
      const read =
        kind === 'sweep' ? readSpec(sweepSpecSchema, written, kind) : readSpec(backtestSpecSchema, written, kind)
      return success(read.ok ? null : read.trouble)
    },
  }
}
