import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Completeness } from '../../../src/core/contract/download.ts'
import { type DownloadJournal, readDownloadJournal } from '../../../src/core/contract/downloadJournal.ts'
import { type DownloadLogLine, downloadLogLineSchema } from '../../../src/core/contract/downloadLog.ts'
import type { LayerManifest } from '../../../src/core/contract/layer.ts'
import type { Workspace } from '../../../src/core/contract/workspace.ts'
import { Cancelled } from '../../../src/core/job/cancelled.ts'
import type { BarSeries } from '../../../src/core/market/barSeries.ts'
import type { Passport } from '../../../src/core/market/passport.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import type { FaultPlan } from '../../../src/main/adapters/gateway/faults.ts'
import type { GatewayOptions } from '../../../src/main/adapters/gateway/gatewayHub.ts'
import type { GatewayMarket } from '../../../src/main/adapters/gateway/gatewayMarket.ts'
import type { RequestEntry } from '../../../src/main/adapters/gateway/gatewayRecord.ts'
import type { RunningGateway } from '../../../src/main/adapters/gateway/gatewayServer.ts'
import { type SimulatedMarketOptions, simulatedMarket } from '../../../src/main/adapters/gateway/simulatedMarket.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { createIbkrHistory } from '../../../src/main/adapters/ibkr/ibkrHistory.ts'
import { assembleDataPorts, assembleWorkspacePorts } from '../../../src/main/assemble.ts'
import { createWorkspace } from '../../../src/main/engine/commands/createWorkspace.ts'
import type { WorkspaceRequest } from '../../../src/main/engine/commands/draftWorkspace.ts'
import { listLayers } from '../../../src/main/engine/data/layers.ts'
import { readStoredPassport } from '../../../src/main/engine/data/storedPassport.ts'
import type { DownloadPorts } from '../../../src/main/engine/download/downloadContext.ts'
import {
  type DownloadOptions,
  type DownloadReport,
  downloadData,
} from '../../../src/main/engine/download/downloadData.ts'
import type { DownloadJob } from '../../../src/main/engine/download/downloadJob.ts'
import { downloadPaths } from '../../../src/main/engine/download/downloadLayout.ts'
import { type OpenedWorkspace, openWorkspace } from '../../../src/main/engine/queries/openWorkspace.ts'
import { readSeries } from '../../../src/main/engine/queries/readSeries.ts'
import { startGateway } from '../../fakes/startGateway.ts'
import { stillColumns } from '../../fakes/stillColumns.ts'
import { createVirtualTime, type VirtualTime } from '../../fakes/virtualTime.ts'

/** Friday, 13:20:30 in New York. */
export const SCENE_NOW_MS = Date.UTC(2026, 10, 20, 18, 20, 30)
/** Short ranges early in the simulated history are made quickly. */
export const EARLY_NOW_MS = Date.UTC(2018, 10, 20, 18, 20, 30)

export type SceneOptions = {
  readonly market?: Partial<SimulatedMarketOptions>
  /** What the market is changed to before the gateway serves it. */
  readonly changed?: (market: GatewayMarket) => GatewayMarket
  readonly gateway?: Partial<GatewayOptions>
  readonly faults?: FaultPlan
  readonly workspace?: Partial<WorkspaceRequest>
  readonly startMs?: number
  readonly home?: string
}

export type DownloadScene = {
  readonly home: string
  readonly root: string
  readonly gateway: RunningGateway
  readonly time: VirtualTime
  readonly notes: string[]
  readonly beats: string[]
  /** Everything that a process has in memory is new for each download. */
  download(options?: DownloadWish, signal?: AbortSignal, onBeat?: () => void): Promise<Outcome<DownloadReport>>
  /** As `download`, for one that must succeed. */
  mustDownload(options?: DownloadWish): Promise<DownloadReport>
  /** Another workspace of the same home, at the same gateway. */
  beside(request: Partial<WorkspaceRequest>): DownloadScene
  /** The ports of a process that starts now. */
  ports(): Promise<DownloadPorts>
  bytes(path: string): Buffer
  /** SHA-256 of the rows of a layer-free view: raw and clean bars of a series. */
  dataHash(symbol: string, interval?: string): string
  /** SHA-256 of the clean bars alone: they do not tell in how many layers they came. */
  cleanHash(symbol: string, interval?: string): string
  workspace(): Workspace
  passport(symbol: string, interval?: string): Passport
  proof(symbol: string, interval?: string): Completeness
  journal(symbol: string, interval?: string): DownloadJournal
  layers(): readonly LayerManifest[]
  series(symbol: string, interval?: string): Promise<BarSeries>
  /** The request logs of all layers. */
  logLines(): readonly DownloadLogLine[]
}

export type DownloadWish = {
  readonly from?: string
  readonly to?: string
  readonly politeMs?: number
  readonly symbols?: readonly string[]
  readonly wish?: Partial<DownloadOptions['wish']>
  readonly confirmHoles?: boolean
  readonly patienceMs?: number
}

/** A home with a workspace, a simulated gateway and virtual time, in this process. */
export async function withScene<T>(options: SceneOptions, work: (scene: DownloadScene) => Promise<T>): Promise<T> {
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'assay-download-'))
  let activity = () => 0
  const time = createVirtualTime({ startMs: options.startMs ?? EARLY_NOW_MS, activity: () => activity() })
  const market = marketOver(options.market ?? {}, time.nowMs)
  const gateway = await startGateway({
    market: options.changed === undefined ? market : options.changed(market),
    clock: time,
    timer: time,
    ...(options.faults === undefined ? {} : { faults: options.faults }),
    ...options.gateway,
  })
  activity = gateway.activity
  try {
    return await work(sceneOver(home, gateway, time, options.workspace))
  } finally {
    await gateway.stop()
    if (options.home === undefined) rmSync(home, { recursive: true, force: true })
  }
}

/** A home that several scenes share: downloads on different days, or from a market that has changed. */
export async function withHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const home = mkdtempSync(join(tmpdir(), 'assay-download-'))
  try {
    return await work(home)
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** Markets remember what they made: scenes with the same options share one. */
const markets = new Map<string, { market: GatewayMarket; nowMs: () => number }>()

function marketOver(options: Partial<SimulatedMarketOptions>, nowMs: () => number): GatewayMarket {
  const key = JSON.stringify(options)
  const known = markets.get(key)
  if (known !== undefined) {
    known.nowMs = nowMs
    return known.market
  }
  const made = {
    market: simulatedMarket({ seed: 7, ...options, nowMs: () => markets.get(key)!.nowMs() }),
    nowMs,
  }
  markets.set(key, made)
  return made.market
}

function sceneOver(
  home: string,
  gateway: RunningGateway,
  time: VirtualTime,
  request: Partial<WorkspaceRequest> = {},
): DownloadScene {
  const places = assembleWorkspacePorts(home)
  const name = request.name ?? 'btc_eth'
  if (!places.home.hasWorkspace(name)) {
    const created = createWorkspace(places, { name, primary: 'BTC', secondary: 'ETH', ...request })
    if (!created.ok) throw new Error(created.trouble.message)
  }
  const notes: string[] = []
  const beats: string[] = []
  const { root } = places.home.workspaceFiles(name)
  const opened = (): OpenedWorkspace => must(openWorkspace(places, name))
  const bytes = (path: string) => readFileSync(join(root, path))
  const hashOf = (paths: readonly string[]) => sha256(paths.map((path) => sha256(bytes(path))).join(' '))
  const passport = (symbol: string, interval = '1h') => must(readStoredPassport(opened().files, symbol, interval))
  const data = async () => {
    const assembled = await assembleDataPorts(opened().files)
    return { ...assembled, columns: stillColumns(assembled.columns, time) }
  }
  const ports = async (): Promise<DownloadPorts> => ({
    ...(await data()),
    clock: time,
    timer: time,
    broker: createIbkrHistory(time, time, { messagesPerSecond: 100_000 }),
    brokerFiles: createGuardedFiles(home),
    locks: places.locks,
    manifests: places.manifests,
    hash: sha256,
  })
  const download: DownloadScene['download'] = async (
    wish = {},
    signal = new AbortController().signal,
    onBeat = () => {},
  ) => {
    const job: DownloadJob = {
      signal,
      beat: (_stage, _done, _total, note) => {
        beats.push(note)
        onBeat()
        if (signal.aborted) throw new Cancelled()
      },
      note: (text) => void notes.push(text),
      stage: (_stage, run) => run(),
    }
    const all = await ports()
    return time.run(() => downloadData(all, opened(), optionsOf(gateway.port, wish), job))
  }
  return {
    home,
    root,
    gateway,
    time,
    notes,
    beats,
    bytes,
    download,
    mustDownload: async (wish = {}) => must(await download(wish)),
    beside: (other) => sceneOver(home, gateway, time, other),
    ports,
    dataHash: (symbol, interval = '1h') => {
      const stem = `${symbol.toLowerCase()}_${interval}`
      return hashOf([`data/raw/${stem}_all.csv`, `data/raw/${stem}_all.parquet`, `data/clean/${stem}.parquet`])
    },
    cleanHash: (symbol, interval = '1h') => hashOf([`data/clean/${symbol.toLowerCase()}_${interval}.parquet`]),
    workspace: () => opened().workspace,
    passport,
    proof: (symbol, interval) => {
      const { completeness } = passport(symbol, interval)
      if (completeness === null || completeness === undefined) throw new Error(`${symbol} has no proof of completeness`)
      return completeness
    },
    journal: (symbol, interval = '1h') => {
      const journal = readDownloadJournal(JSON.parse(bytes(downloadPaths(symbol, interval).journal).toString()))
      if (journal === null) throw new Error(`The journal of ${symbol} cannot be read`)
      return journal
    },
    layers: () => must(listLayers(opened().files)),
    series: async (symbol, interval = '1h') => {
      const whole = { startMs: Number.NEGATIVE_INFINITY, endMs: Number.POSITIVE_INFINITY }
      return must(await readSeries(await ports(), { symbol, interval, ...whole }))
    },
    logLines: () =>
      filesNamed(root, 'requests.jsonl').flatMap((path) =>
        readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => downloadLogLineSchema.parse(JSON.parse(line))),
      ),
  }
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`${outcome.trouble.code}: ${outcome.trouble.message}`)
  return outcome.value
}

/** The code of an outcome that must be a failure. */
export function codeOf(outcome: Outcome<unknown>): string {
  return outcome.ok ? 'no trouble' : outcome.trouble.code
}

/** The longest that any question took, in virtual seconds: at the gateway, and (contracts cannot be cancelled there) at the client. */
export function longestAskMs(scene: DownloadScene): number {
  const atGateway = scene.gateway
    .record()
    .requests.filter(({ kind }) => kind !== 'contract')
    .map(({ atMs, endedMs }) => (endedMs ?? Number.POSITIVE_INFINITY) - atMs)
  const atClient: number[] = []
  let sentMs = Number.NaN
  for (const line of scene.logLines()) {
    if (line.event === 'sent') sentMs = line.atMs
    if (line.event === 'ended') atClient.push(line.atMs - sentMs)
  }
  return Math.max(0, ...atGateway, ...atClient)
}

/** Questions of a kind that the gateway got. */
export function asked(scene: DownloadScene, kind: RequestEntry['kind']): readonly RequestEntry[] {
  return scene.gateway.record().requests.filter((request) => request.kind === kind)
}

function filesNamed(root: string, name: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === name)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function optionsOf(port: number, wish: DownloadWish): DownloadOptions {
  const atMs = (text: string | undefined) => (text === undefined ? null : Date.parse(text))
  return {
    gateway: {
      address: { host: '127.0.0.1', port, clientId: 71 },
      politeMs: wish.politeMs ?? 8_000,
      patienceMs: wish.patienceMs ?? 30 * 60_000,
    },
    range: { fromMs: atMs(wish.from), toMs: atMs(wish.to) },
    wish: { what: null, regularHours: null, venue: null, primaryExchange: null, ...wish.wish },
    symbols: wish.symbols ?? [],
    confirmHoles: wish.confirmHoles ?? true,
  }
}
