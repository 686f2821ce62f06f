import type { Api } from '../../../core/contract/workbench/api.ts'
import type { FetchJob, FetchPlanView } from '../../../core/contract/workbench/fetchCalls.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { failure, type Outcome } from '../../../core/outcome/outcome.ts'
import { listRecords } from '../fetch/fetchRecords.ts'
import { type PlanFetchPorts, planFetch } from '../fetch/planFetch.ts'
import { readWish } from '../fetch/readWish.ts'
import { sourceAddress } from '../fetch/sourceAddress.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { faultOf } from './jobWords.ts'

export type FetchHandlerPorts = Pick<WorkspacePorts, 'home' | 'manifests'> & Omit<PlanFetchPorts, 'files'>

export type FetchHandlers = Pick<Handlers<Api, AbortSignal>, 'fetch.plan' | 'fetch.list'>

export function fetchHandlers(ports: FetchHandlerPorts): FetchHandlers {
  return {
    'fetch.plan': ({ workspace, request }) => plan(ports, workspace, request),
    'fetch.list': ({ workspace }) => {
      const opened = openWorkspace(ports, workspace)
      return opened.ok ? listRecords(opened.value.files) : opened
    },
  }
}

function plan(ports: FetchHandlerPorts, workspace: string, request: FetchJob): Outcome<FetchPlanView> {
  const opened = openWorkspace(ports, workspace)
  if (!opened.ok) return opened
  const fault = faultOf(request)
  if (fault !== null) return failure('bad-option', fault, 'Correct the field.')
  const wish = readWish(request, ports.clock.nowMs())
  if (!wish.ok) return wish
  const from = sourceAddress(request.from)
  if (!from.ok) return from
  return planFetch({ ...ports, files: opened.value.files }, opened.value.workspace, wish.value, from.value)
}
