import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { workspacePower } from '../sweeps/workspacePower.ts'
import type { LedgerHandlerPorts } from './ledgerHandlers.ts'
import type { WorkspaceHandlerPorts } from './workspaceHandlers.ts'

export type PowerHandlerPorts = Pick<WorkspaceHandlerPorts, 'home' | 'manifests'> & Pick<LedgerHandlerPorts, 'ledger'>

export type PowerHandlers = Pick<Handlers<Api, AbortSignal>, 'power.show'>

/** What a search could find, before anything is tried. */
export function powerHandlers(ports: PowerHandlerPorts): PowerHandlers {
  return {
    'power.show': async (wish) => {
      const ledger = await ports.ledger()
      if (!ledger.ok) return ledger
      try {
        return workspacePower({ ...ports, ledger: ledger.value }, wish)
      } finally {
        ledger.value.close()
      }
    },
  }
}
