import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { Timer } from '../ports/timer.ts'
import { type CardPorts, createCards } from './workspaceCard.ts'

export type HomeHandlerPorts = CardPorts & { readonly timer: Timer }
export type HomeHandlers = Pick<Handlers<Api, AbortSignal>, 'home.show'>

const CARDS_A_TURN = 8

export function homeHandlers(ports: HomeHandlerPorts): HomeHandlers {
  const cardOf = createCards(ports)
  return {
    'home.show': async (_input, signal) => {
      const workspaces = []
      for (const [index, name] of ports.home.workspaceNames().entries()) {
        // The engine answers others between some cards.
        if (index % CARDS_A_TURN === CARDS_A_TURN - 1) await ports.timer.wait(0, signal)
        workspaces.push(await cardOf(name))
      }
      return success({ home: ports.home.path, version: ENGINE_VERSION, workspaces })
    },
  }
}
