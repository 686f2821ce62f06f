import type { Api } from '../../../core/contract/workbench/api.ts'
import type { SealJob, SealReport } from '../../../core/contract/workbench/holdOutCalls.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { failure, type Outcome } from '../../../core/outcome/outcome.ts'
import { HOLD_OUT_SHARE } from '../../../core/validation/sealedHoldOut.ts'
import { listHoldOuts } from '../pipeline/listHoldOuts.ts'
import { planSeal } from '../pipeline/sealHoldOut.ts'
import type { DataReadPorts } from '../ports/dataPorts.ts'
import type { Ledger } from '../ports/ledger.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import { openWorkspace } from '../queries/openWorkspace.ts'
import { faultOf } from './jobWords.ts'
import type { LedgerHandlerPorts } from './ledgerHandlers.ts'

export type HoldOutHandlerPorts = Pick<WorkspacePorts, 'home' | 'manifests'> &
  Pick<DataReadPorts, 'columns'> &
  Pick<LedgerHandlerPorts, 'ledger'>

export type HoldOutHandlers = Pick<Handlers<Api, AbortSignal>, 'holdOut.list' | 'holdOut.plan'>

type SealPorts = DataReadPorts & { readonly ledger: Ledger }

/** What is sealed, and what would be. */
export function holdOutHandlers(ports: HoldOutHandlerPorts): HoldOutHandlers {
  return {
    'holdOut.list': ({ workspace }) => withLedger(ports, workspace, listHoldOuts),
    'holdOut.plan': async ({ workspace, request }) => {
      const fault = faultOf(request)
      if (fault !== null) return failure('bad-option', fault, 'Correct the field.')
      return withLedger(ports, workspace, (parts, known) => plan(parts, known, request))
    },
  }
}

function plan(
  ports: SealPorts,
  workspace: Workspace,
  { symbols, interval = workspace.interval, share = HOLD_OUT_SHARE, from }: SealJob,
): Promise<Outcome<SealReport>> {
  return planSeal(ports, workspace, { symbols, interval, share, fromDay: from })
}

async function withLedger<T>(
  { home, manifests, columns, ledger }: HoldOutHandlerPorts,
  name: string,
  work: (ports: SealPorts, workspace: Workspace) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const opened = openWorkspace({ home, manifests }, name)
  if (!opened.ok) return opened
  const book = await ledger()
  if (!book.ok) return book
  try {
    return await work({ files: opened.value.files, columns, ledger: book.value }, opened.value.workspace)
  } finally {
    book.value.close()
  }
}
