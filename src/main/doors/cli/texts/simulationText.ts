import { onOneLine } from '../progress/onOneLine.ts'

export type SimulatedRequest = {
  readonly index: number
  readonly atMs: number
  readonly identity: string
  readonly fault: string | null
}

export type SimulationReport = {
  readonly seed: number
  readonly sessions: number
  readonly requests: number
  readonly answered: number
  readonly faults: number
  readonly breaks: readonly { readonly rule: string; readonly atMs: number; readonly detail: string }[]
}

const SHOWN_BREAKS = 20

export function simulationIntro(port: number, seed: number, faultShare: number): string {
  const faults = faultShare > 0 ? `, ${Number((faultShare * 100).toFixed(3))} % of requests go wrong` : ''
  return [
    `A simulated gateway listens at 127.0.0.1:${port} (seed ${seed}${faults}). Ctrl-C ends it.`,
    'Everything it serves is SYNTHETIC: BTC and ETH at PAXOS and ZEROHASH, SPY and QQQ at SMART.',
    `Try: assay data download <workspace> --port ${port} --polite-ms 50`,
    '',
  ].join('\n')
}

/** Kind, contract and what was asked, as the gateway saw it. */
export function requestLine({ index, atMs, identity, fault }: SimulatedRequest): string {
  const words = identity
    .split('|')
    .map((word) => word.trim())
    .filter((word) => word !== '')
  return onOneLine(`${clock(atMs)}  ${index + 1}  ${words.join('  ')}${fault === null ? '' : `  FAULT ${fault}`}`)
}

export function simulationText({ sessions, requests, answered, faults, breaks }: SimulationReport): string {
  const counts = `${requests} requests in ${sessions} sessions: ${answered} answered, ${faults} with a fault on purpose.`
  if (breaks.length === 0) return `${counts}\nNo rule of pacing was broken.`
  const shown = breaks.slice(0, SHOWN_BREAKS)
  const more = breaks.length > shown.length ? [`... and ${breaks.length - shown.length} more`] : []
  return [
    counts,
    `${breaks.length} breaks of pacing rules:`,
    ...shown.map(({ rule, atMs, detail }) => `  ${clock(atMs)}  ${rule}: ${onOneLine(detail)}`),
    ...more,
  ].join('\n')
}

function clock(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(11, 19)
}
