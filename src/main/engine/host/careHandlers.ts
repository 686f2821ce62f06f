import type { Api } from '../../../core/contract/workbench/api.ts'
import type { CleanReport } from '../../../core/contract/workbench/careViews.ts'
import type { Handlers, InputOf } from '../../../core/contract/workbench/rpc.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { performCleaning } from '../cleaning/performCleaning.ts'
import { type CleanPorts, planCleaning } from '../cleaning/planCleaning.ts'
import type { Machine } from '../ports/machine.ts'
import { examineMachine } from '../queries/examineMachine.ts'

export type CareHandlerPorts = CleanPorts & { readonly machine: Machine }

export type CareHandlers = Pick<Handlers<Api, AbortSignal>, 'home.cleaning' | 'home.clean' | 'home.machine'>

/** The home as a whole: what lies about in it, and the machine below it. */
export function careHandlers(ports: CareHandlerPorts): CareHandlers {
  return {
    'home.cleaning': ({ scope }) => planCleaning(ports, scope),
    'home.clean': (wish) => clean(ports, wish),
    'home.machine': async () => success(await examineMachine(ports.machine, ports.home.path)),
  }
}

/** Only what was seen before is removed: whoever agreed to a list agreed to no other. */
function clean(ports: CleanPorts, { scope, files, bytes }: InputOf<Api, 'home.clean'>): Outcome<CleanReport> {
  const plan = planCleaning(ports, scope)
  if (!plan.ok) return plan
  if (plan.value.files === files && plan.value.bytes === bytes) return success(performCleaning(ports, plan.value))
  return failure(
    'clean-list-changed',
    'What can be removed is no longer what was listed: nothing was removed.',
    'Look at the list again, then agree to it.',
  )
}
