import type { GatewayOptions } from '../../src/main/adapters/gateway/gatewayHub.ts'
import { openGateway, type RunningGateway } from '../../src/main/adapters/gateway/gatewayServer.ts'

/** A simulated gateway; a port that cannot be had is a bug of the test. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const opened = await openGateway(options)
  if (!opened.ok) throw new Error(opened.trouble.message)
  return opened.value
}
