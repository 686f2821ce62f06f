import type { GatewayOptions } from '../../src/main/adapters/gateway/gatewayHub.ts'
import type { RunningGateway } from '../../src/main/adapters/gateway/gatewayServer.ts'
import { simulatedMarket } from '../../src/main/adapters/gateway/simulatedMarket.ts'
import type { GatewayTime } from './gatewayTime.ts'
import { gatewayTime } from './gatewayTime.ts'
import { startGateway } from './startGateway.ts'

/** A Friday, 13:20:30 in New York. */
export const GATEWAY_NOW_MS = Date.UTC(2026, 10, 20, 18, 20, 30)

export type GatewayScene = { readonly gateway: RunningGateway; readonly time: GatewayTime }

/** A gateway with the market of seed 1 and a time that the test moves, unless the options say otherwise. Farms are up at once. */
export async function withGateway(
  options: Partial<GatewayOptions>,
  work: (scene: GatewayScene) => Promise<void>,
): Promise<void> {
  const time = gatewayTime(GATEWAY_NOW_MS)
  const market = options.market ?? simulatedMarket({ seed: 1, nowMs: time.clock.nowMs })
  const gateway = await startGateway({
    clock: time.clock,
    timer: time.timer,
    farmDelayMs: 0,
    ...options,
    market,
  })
  try {
    await work({ gateway, time })
  } finally {
    await gateway.stop()
  }
}
