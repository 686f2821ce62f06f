import type { Clock } from '../ports/clock.ts'
import type { OpenGateway } from './gatewayDoor.ts'

/** Clocks that differ by more are worth a word. */
const TOLD_SKEW_MS = 5_000

/** Now by our clock or the gateway's, whichever is behind: a clock that is ahead would take a partial bar for a closed one. */
export async function cautiousClock(
  { questioner }: OpenGateway,
  clock: Clock,
  tell: (text: string) => void,
): Promise<() => number> {
  const asked = await questioner.ask({
    request: { kind: 'time', identity: 'time', contractKey: '', smallBars: false, weight: 1 },
    venue: { symbol: 'the clock', securityType: 'IND', exchange: 'the gateway', primaryExchange: '' },
    hadBarsBefore: false,
    moreVenues: false,
    ask: (link, terms) => link.timeMs(terms),
  })
  if (!asked.ok || asked.value.kind !== 'answer') {
    tell('the gateway does not tell its time: the newest bar is judged by the clock of this computer alone')
    return () => clock.nowMs()
  }
  const skewMs = clock.nowMs() - asked.value.value
  if (Math.abs(skewMs) > TOLD_SKEW_MS)
    tell(
      `the clock of this computer is ${Math.round(Math.abs(skewMs) / 1000)} s ${skewMs > 0 ? 'ahead of' : 'behind'} the gateway’s`,
    )
  const aheadMs = Math.max(0, skewMs)
  return () => clock.nowMs() - aheadMs
}
