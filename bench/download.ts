import { parseArgs } from 'node:util'
import { FAULT_KINDS, type FaultPlan, noFaults, randomFaults } from '../src/main/adapters/gateway/faults.ts'
import { longestAskMs, SCENE_NOW_MS, withScene } from '../tests/main/download/downloadScene.ts'
import type { Figure } from './figure.ts'
import { atLeast, atMost, told } from './figure.ts'

const SYMBOLS = ['BTC', 'ETH']
const FAULT_SHARE = 0.05

type Download = {
  readonly hashes: string
  readonly virtualMs: number
  readonly realMs: number
  readonly requests: number
  readonly faults: number
  readonly retries: number
  readonly breaks: number
  readonly longestMs: number
  readonly expected: number
  /** Bars of open sessions that are neither there nor denied. */
  readonly missing: number
  readonly duplicates: number
}

/** Six years of hours for two symbols, in virtual time, through the wire and the client library. */
function download(faults: FaultPlan): Promise<Download> {
  return withScene({ startMs: SCENE_NOW_MS, faults }, async (scene) => {
    const startMs = performance.now()
    await scene.mustDownload({})
    const { requests, breaks } = scene.gateway.record()
    const proofs = SYMBOLS.map((symbol) => scene.proof(symbol))
    const sum = (pick: (proof: (typeof proofs)[number]) => number) =>
      proofs.reduce((all, proof) => all + pick(proof), 0)
    return {
      hashes: SYMBOLS.map((symbol) => scene.dataHash(symbol)).join(' '),
      virtualMs: scene.time.monotonicMs(),
      realMs: performance.now() - startMs,
      requests: requests.length,
      faults: requests.filter(({ fault }) => fault !== null).length,
      retries: sum(({ counts }) => counts.retries),
      breaks: breaks.length,
      longestMs: longestAskMs(scene),
      expected: sum(({ expectedBars }) => expectedBars),
      missing: sum((proof) => proof.expectedBars - proof.receivedBars - proof.noTradesBars),
      duplicates: SYMBOLS.reduce((all, symbol) => all + scene.passport(symbol).rowsIn, 0) - sum((p) => p.receivedBars),
    }
  })
}

function line(name: string, one: Download): string {
  const minutes = (one.virtualMs / 60_000).toFixed(1)
  const asked = `${one.requests} requests, ${one.faults} went wrong, ${one.retries} asked again`
  return `${name}: ${minutes} virtual minutes, ${asked}, longest ${(one.longestMs / 1000).toFixed(1)} s, ${one.breaks} breaks, ${one.missing} missing (${(one.realMs / 1000).toFixed(1)} s)`
}

/** `--seeds N` (20): six years of hourly bars of two symbols with 5 % of the requests going wrong, against the same download undisturbed. */
export async function run(words: readonly string[]): Promise<readonly Figure[]> {
  const { values } = parseArgs({ args: [...words], options: { seeds: { type: 'string', default: '20' } } })
  const seeds = Number(values.seeds)
  const whole = await download(noFaults)
  console.log(line('undisturbed', whole))
  const all: Download[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const one = await download(randomFaults({ seed, share: FAULT_SHARE, kinds: FAULT_KINDS }))
    all.push(one)
    console.log(`${line(`seed ${seed}`, one)}, ${one.hashes === whole.hashes ? 'same bytes' : 'OTHER BYTES'}`)
  }
  const every = [whole, ...all]
  const most = (pick: (one: Download) => number) => Math.max(...every.map(pick))
  const total = (pick: (one: Download) => number) => every.reduce((sum, one) => sum + pick(one), 0)
  return [
    told('expected-bars', whole.expected, 'bars'),
    told('undisturbed', whole.virtualMs / 60_000, 'virtual-min'),
    told('longest-download', most(({ virtualMs }) => virtualMs) / 60_000, 'virtual-min'),
    told(
      'requests-gone-wrong',
      total(({ faults }) => faults),
      'requests',
    ),
    atLeast('seeds-with-same-bytes', all.filter(({ hashes }) => hashes === whole.hashes).length, 'seeds', seeds),
    atMost(
      'missing-bars-unexplained',
      total(({ missing }) => missing),
      'bars',
      0,
    ),
    atMost(
      'duplicate-bars',
      total(({ duplicates }) => duplicates),
      'bars',
      0,
    ),
    atMost(
      'pacing-breaks',
      total(({ breaks }) => breaks),
      'breaks',
      0,
    ),
    atMost('longest-request', most(({ longestMs }) => longestMs) / 1000, 'virtual-s', 60),
    told('longest-in-real-time', most(({ realMs }) => realMs) / 1000, 's'),
  ]
}
