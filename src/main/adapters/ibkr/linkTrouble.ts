import type { Failure } from '../../../core/outcome/outcome.ts'
import { failure } from '../../../core/outcome/outcome.ts'
import type { GatewayAddress, LinkTrouble } from '../../engine/ports/brokerHistory.ts'

const PORTS = 'TWS live 7496, TWS paper 7497, Gateway live 4001, Gateway paper 4002'
const SETTING = '"Enable ActiveX and Socket Clients" (Configuration, API, Settings)'

const HINTS: Readonly<Record<LinkTrouble, string>> = {
  'ibkr-nobody-listening': `Start TWS or the Gateway and log in, tick ${SETTING}, and check the port: ${PORTS}.`,
  'ibkr-not-tws': `Another program may own this port. The usual ports: ${PORTS}.`,
  'ibkr-api-disabled': `Tick ${SETTING}; for another machine add its address to the trusted ones there.`,
  'ibkr-not-ready': 'Look at the window of TWS or the Gateway: finish the login, and answer any question it asks.',
  'ibkr-client-id-in-use': 'Use another client id, or close the other program; after a restart wait half a minute.',
  'ibkr-version-too-old': 'Update TWS or the Gateway: this version cuts fractional volumes to whole numbers.',
  'ibkr-port-moved': 'Connect to the port that the text names.',
}

export function linkTrouble(code: LinkTrouble, address: GatewayAddress, what: string): Failure {
  return failure(code, `${address.host}:${address.port}: ${what}`, HINTS[code])
}
