import { systemClock } from '../src/main/adapters/clock/systemClock.ts'
import { systemTimer } from '../src/main/adapters/clock/systemTimer.ts'
import type { FaultPlan } from '../src/main/adapters/gateway/faults.ts'
import type { RunningGateway } from '../src/main/adapters/gateway/gatewayServer.ts'
import { simulatedMarket } from '../src/main/adapters/gateway/simulatedMarket.ts'
import { startGateway } from '../tests/fakes/startGateway.ts'

export type BenchGateway = { readonly answerDelayMs: number; readonly faults?: FaultPlan }

/** A simulated gateway in this process and in real time, for programs that are processes of their own. */
export async function withGateway<T>(options: BenchGateway, use: (gateway: RunningGateway) => Promise<T>): Promise<T> {
  const gateway = await startGateway({
    market: simulatedMarket({ seed: 7, nowMs: systemClock.nowMs }),
    clock: systemClock,
    timer: systemTimer,
    ...options,
  })
  try {
    return await use(gateway)
  } finally {
    await gateway.stop()
  }
}

/** The words of a download without pauses of its own. */
export function downloadWords(workspace: string, port: number, from: string, to: string): readonly string[] {
  const range = ['--from', from, '--to', to]
  return ['data', 'download', workspace, ...range, '--port', `${port}`, '--polite-ms', '0', '--progress', 'none']
}
