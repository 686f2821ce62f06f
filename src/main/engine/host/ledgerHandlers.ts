import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { Ledger } from '../ports/ledger.ts'
import { type LedgerViewPorts, ledgerView } from '../queries/ledgerView.ts'

/** `ledger` opens that of the home for reading; whoever asks closes it. */
export type LedgerHandlerPorts = LedgerViewPorts & { readonly ledger: () => Promise<Outcome<Ledger>> }

export type LedgerHandlers = Pick<Handlers<Api, AbortSignal>, 'ledger.view'>

/** Everything that was tried, and what luck alone would show by now. */
export function ledgerHandlers(ports: LedgerHandlerPorts): LedgerHandlers {
  return {
    'ledger.view': async (wish) => {
      const opened = await ports.ledger()
      if (!opened.ok) return opened
      try {
        return await ledgerView(ports, opened.value, wish)
      } finally {
        opened.value.close()
      }
    },
  }
}
