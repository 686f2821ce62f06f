import { hostname } from 'node:os'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hash } from '../core/contract/hash.ts'
import type { RiskProfile } from '../core/contract/leaderboard.ts'
import type { Outcome } from '../core/outcome/outcome.ts'
import { failure, success } from '../core/outcome/outcome.ts'
import { systemClock } from './adapters/clock/systemClock.ts'
import { systemTimer } from './adapters/clock/systemTimer.ts'
import { createEngineRecords } from './adapters/files/engineRecords.ts'
import { createGuardedFiles } from './adapters/files/guardedFiles.ts'
import { createHomeFolder } from './adapters/files/homeFolder.ts'
import { createWorkspaceLocks } from './adapters/files/workspaceLock.ts'
import { systemMachine } from './adapters/machine/systemMachine.ts'
import type { NodeProgram } from './adapters/processes/cliProcesses.ts'
import { manifestFormat } from './adapters/yaml/manifestFormat.ts'
import type { BacktestPorts } from './engine/backtests/backtestPorts.ts'
import type { BookReplayPorts } from './engine/backtests/replayBook.ts'
import type { CleanPorts } from './engine/cleaning/planCleaning.ts'
import type { DiscoveryLookPorts, DiscoveryPorts } from './engine/discovery/discoveryPorts.ts'
import type { BrokerPorts, DownloadPorts } from './engine/download/downloadContext.ts'
import { simulatedAccount } from './engine/download/simulation.ts'
import type { NotebookPorts } from './engine/exchange/writeNotebooks.ts'
import type { FetchPorts } from './engine/fetch/fetchData.ts'
import type { SourcePorts } from './engine/fetch/openSource.ts'
import type { EngineHost } from './engine/host/createEngineHost.ts'
import type { BoardPorts, JudgingPorts } from './engine/leaderboard/leaderboardPorts.ts'
import { profileGates } from './engine/leaderboard/leaderboardPorts.ts'
import type { BuildPorts } from './engine/matrices/buildPorts.ts'
import type { Clock } from './engine/ports/clock.ts'
import type { DataPorts } from './engine/ports/dataPorts.ts'
import type { EngineRecords } from './engine/ports/engineRecords.ts'
import type { GuardedFiles } from './engine/ports/guardedFiles.ts'
import type { Ledger } from './engine/ports/ledger.ts'
import type { KernelsInUse, Machine } from './engine/ports/machine.ts'
import type { RunPorts } from './engine/ports/runPorts.ts'
import type { SpecFiles } from './engine/ports/specFiles.ts'
import type { Timer } from './engine/ports/timer.ts'
import type { WorkspacePorts } from './engine/ports/workspacePorts.ts'
import type { WorkspaceStores } from './engine/ports/workspaceStore.ts'
import { openWorkspace } from './engine/queries/openWorkspace.ts'
import type { RobustnessPorts } from './engine/robustness/robustnessPorts.ts'
import type { SweepPorts } from './engine/sweeps/sweepPorts.ts'

// Native packages are imported where they are needed: loading them all would cost every small command half a second.

const PROGRAM_ROOT = new URL('../../', import.meta.url)
const NOTEBOOK = (name: string) => new URL(`../../resources/notebooks/${name}.py`, import.meta.url)
const GATES = (name: string) => new URL(`../../resources/gates/${name}.yaml`, import.meta.url)
const OWN_FEATURE_DECLARATIONS = new URL('../../resources/own-features/assay-feature.d.ts', import.meta.url)

/** Files and manifests only; no native package. */
export function assembleWorkspacePorts(home: string): WorkspacePorts {
  return {
    clock: systemClock,
    home: createHomeFolder(home),
    manifests: manifestFormat,
    locks: createWorkspaceLocks(systemClock),
  }
}

export function assembleMachine(): Machine {
  return { ...systemMachine, kernels: kernelsInUse }

  async function kernelsInUse(): Promise<readonly KernelsInUse[]> {
    const { loadKernels } = await import('./adapters/wasm/wasmKernels.ts')
    const { loadModelKernels } = await import('./adapters/wasm/modelKernels.ts')
    const { histograms, matrices } = loadModelKernels()
    return [
      { work: 'sweeps', kind: loadKernels().kind },
      { work: 'trees', kind: histograms.kind },
      { work: 'networks', kind: matrices.kind },
    ]
  }
}

export type JobPortsOfHome = WorkspacePorts & { readonly stores: WorkspaceStores }

/** With the list of jobs and runs (SQLite). */
export async function assembleJobPorts(home: string): Promise<JobPortsOfHome> {
  const { sqliteWorkspaceStores } = await import('./adapters/sqlite/workspaceStore.ts')
  return { ...assembleWorkspacePorts(home), stores: sqliteWorkspaceStores }
}

/** The one who asks closes it. */
export async function assembleLedger(home: string, mode: 'read' | 'write'): Promise<Outcome<Ledger>> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const { openLedger } = await import('./adapters/sqlite/ledger.ts')
  return openLedger({ path: join(home, 'ledger.sqlite'), mode, hash: sha256 })
}

/** What reads and writes the data of the workspace behind `files` (DuckDB, CSV). */
export async function assembleDataPorts(files: GuardedFiles): Promise<DataPorts> {
  const { duckdbColumnFiles } = await import('./adapters/duckdb/columnFiles.ts')
  const { csvTextFiles } = await import('./adapters/csv/textFiles.ts')
  const { luxonTimeZones } = await import('./adapters/zones/timeZones.ts')
  const { diskScratchFiles } = await import('./adapters/scratch/scratchFiles.ts')
  const { streamDigests } = await import('./adapters/hash/streamDigests.ts')
  return {
    files,
    columns: duckdbColumnFiles,
    text: csvTextFiles,
    zones: luxonTimeZones,
    scratch: diskScratchFiles,
    digests: streamDigests,
    clock: systemClock,
  }
}

/** What asking a gateway of Interactive Brokers needs; its pacing is kept in the home, for all workspaces. */
export async function assembleBrokerPorts(home: string): Promise<BrokerPorts & { readonly clock: Clock }> {
  const { createIbkrHistory } = await import('./adapters/ibkr/ibkrHistory.ts')
  return {
    clock: systemClock,
    broker: createIbkrHistory(systemClock, systemTimer),
    timer: systemTimer,
    brokerFiles: createGuardedFiles(home),
    locks: createWorkspaceLocks(systemClock),
  }
}

/** What downloading into the workspace behind `files` needs. */
export async function assembleDownloadPorts(files: GuardedFiles, home: string): Promise<DownloadPorts> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  return {
    ...(await assembleDataPorts(files)),
    ...(await assembleBrokerPorts(home)),
    manifests: manifestFormat,
    hash: sha256,
  }
}

/** What fetching archives into the workspace behind `files` needs; nothing else asks the web. */
export async function assembleFetchPorts(files: GuardedFiles): Promise<FetchPorts & SourcePorts> {
  const { zipFiles } = await import('./adapters/zip/zipFiles.ts')
  const { createWebFiles } = await import('./adapters/http/webFiles.ts')
  const outside = { web: createWebFiles(systemTimer), timer: systemTimer, folderAt: createGuardedFiles }
  return { ...(await assembleDataPorts(files)), zips: zipFiles, ...outside }
}

export function assembleTime(): { readonly clock: Clock; readonly timer: Timer } {
  return { clock: systemClock, timer: systemTimer }
}

/** Who serves a home, and how it is reached. */
export function assembleEngineRecords(home: string): EngineRecords {
  return createEngineRecords(home, systemClock)
}

/** Shows an address in the standard browser. Error: `cannot-open`. */
export async function assembleOpener(): Promise<(address: string) => Promise<Outcome<void>>> {
  const { openOutside } = await import('./adapters/machine/openOutside.ts')
  return openOutside
}

/** What writing notebooks into the workspace behind `files` needs. */
export async function assembleNotebookPorts(files: GuardedFiles): Promise<NotebookPorts> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const specs = await assembleSpecFiles()
  return { files, hash: sha256, templateOf: (name) => specs.read(fileURLToPath(NOTEBOOK(name))) }
}

/** Of the home: where only the engine and its jobs write. */
const OWN_FOLDERS = ['workspaces', 'engine', 'ibkr', 'trash']

/** The engine behind the doors that stay open. The one who asks closes it. `program` runs its jobs; left out: the one that runs this. */
export async function assembleEngineHost(home: string, program?: NodeProgram): Promise<EngineHost> {
  const { createEngineHost } = await import('./engine/host/createEngineHost.ts')
  const { createCliProcesses } = await import('./adapters/processes/cliProcesses.ts')
  const { createExportFolders } = await import('./adapters/files/exportFolders.ts')
  const { createUploadFolder } = await import('./adapters/files/uploadFolder.ts')
  const { createLogTail } = await import('./adapters/files/logTail.ts')
  const { lateColumnFiles } = await import('./adapters/duckdb/lateColumnFiles.ts')
  const { csvTextFiles } = await import('./adapters/csv/textFiles.ts')
  const { createLinePages } = await import('./adapters/csv/linePages.ts')
  const { luxonTimeZones } = await import('./adapters/zones/timeZones.ts')
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const { streamDigests } = await import('./adapters/hash/streamDigests.ts')
  const { threadPools } = await import('./adapters/threads/workerPool.ts')
  const { readGateFile } = await import('./adapters/yaml/gateFile.ts')
  return createEngineHost({
    ...(await assembleJobPorts(home)),
    ...(await assembleCleanPorts(home)),
    machine: assembleMachine(),
    folderAt: createGuardedFiles,
    timer: systemTimer,
    hash: sha256,
    digests: streamDigests,
    columns: lateColumnFiles,
    text: csvTextFiles,
    linePages: createLinePages(),
    zones: luxonTimeZones,
    processes: createCliProcesses({ home, entry: entryOf('cli'), ...(program === undefined ? {} : { program }) }),
    exports: createExportFolders(OWN_FOLDERS.map((name) => join(home, name))),
    uploads: createUploadFolder(join(home, 'engine', 'uploads'), systemClock),
    logTail: createLogTail(),
    pools: threadPools(entryOf('worker')),
    gates: () => readGateFile(GATES('pair')),
    judging: () => assembleJudgingPorts(home, null),
    ledger: () => assembleLedger(home, 'read'),
    notebooksOf: assembleNotebookPorts,
    specs: await assembleSpecFiles(),
  })
}

export type SimulationOptions = {
  readonly port: number
  readonly seed: number
  /** Share of the requests that go wrong, in one of the ways of `faults` (empty: all that there are). */
  readonly faultShare: number
  readonly faults: readonly string[]
  readonly serverVersion: number | undefined
  readonly cryptoHours: '24x7' | 'weekdays'
  /** Where all history begins; null: where the simulation has it. */
  readonly fromMs: number | null
}

/** A developer's tool: its bars are synthetic, and its account says so. Errors: `fault-unknown`, `gateway-port-in-use`, `gateway-cannot-listen`. */
export async function assembleSimulatedGateway(options: SimulationOptions) {
  const { openGateway } = await import('./adapters/gateway/gatewayServer.ts')
  const { simulatedMarket } = await import('./adapters/gateway/simulatedMarket.ts')
  const { FAULT_KINDS, randomFaults } = await import('./adapters/gateway/faults.ts')
  const { seed, fromMs, faultShare } = options
  const unknown = options.faults.find((name) => !FAULT_KINDS.some((kind) => kind === name))
  if (unknown !== undefined)
    return failure('fault-unknown', `There is no fault ${unknown}.`, `The faults are: ${FAULT_KINDS.join(', ')}.`)
  const kinds = FAULT_KINDS.filter((kind) => options.faults.length === 0 || options.faults.includes(kind))
  return openGateway({
    market: simulatedMarket({
      seed,
      nowMs: systemClock.nowMs,
      crypto: options.cryptoHours,
      ...(fromMs === null ? {} : { heads: { paxosMs: fromMs, zerohashMs: fromMs, equityMs: fromMs } }),
    }),
    clock: systemClock,
    timer: systemTimer,
    port: options.port,
    account: simulatedAccount(seed),
    faults: randomFaults({ seed, share: faultShare, kinds }),
    ...(options.serverVersion === undefined ? {} : { serverVersion: options.serverVersion }),
  })
}

/** Everything that running a pipeline in the workspace behind `files` needs. The one who asks closes the ledger. */
export async function assembleRunPorts(
  home: string,
  workspace: string,
  files: GuardedFiles,
): Promise<Outcome<RunPorts>> {
  const { duckdbColumnFiles } = await import('./adapters/duckdb/columnFiles.ts')
  const { chartImages } = await import('./adapters/images/chartImages.ts')
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const { threadPools } = await import('./adapters/threads/workerPool.ts')
  const { readGateFile } = await import('./adapters/yaml/gateFile.ts')
  const ledger = await assembleLedger(home, 'write')
  if (!ledger.ok) return ledger
  return success({
    files,
    columns: duckdbColumnFiles,
    hash: sha256,
    clock: systemClock,
    ledger: ledger.value,
    pools: threadPools(entryOf('worker')),
    images: chartImages,
    gates: () => readGateFile(GATES('pair')),
    // A host named by a plain word (data, report) cannot be told from the word.
    hostNames: [hostname()].filter((name) => /[^A-Za-z]/.test(name)),
    foreignSymbols: symbolsElsewhere(assembleWorkspacePorts(home), workspace),
  })
}

/** Everything that a backtest in the workspace behind `files` needs. The one who asks closes the ledger. */
export async function assembleBacktestPorts(home: string, files: GuardedFiles): Promise<Outcome<BacktestPorts>> {
  const { chartImages } = await import('./adapters/images/chartImages.ts')
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const ledger = await assembleLedger(home, 'write')
  if (!ledger.ok) return ledger
  const data = await assembleDataPorts(files)
  return success({ ...data, hash: sha256, images: chartImages, ledger: ledger.value })
}

/** Everything that a sweep in the workspace behind `files` needs. The one who asks closes the ledger. */
export async function assembleSweepPorts(home: string, files: GuardedFiles): Promise<Outcome<SweepPorts>> {
  const { threadPools } = await import('./adapters/threads/workerPool.ts')
  const ports = await assembleBacktestPorts(home, files)
  return ports.ok ? success({ ...ports.value, pools: threadPools(entryOf('worker')) }) : ports
}

/** Everything that a robustness suite in the workspace behind `files` needs. The one who asks closes the ledger. */
export async function assembleRobustnessPorts(home: string, files: GuardedFiles): Promise<Outcome<RobustnessPorts>> {
  const { readGateFile } = await import('./adapters/yaml/gateFile.ts')
  const ports = await assembleSweepPorts(home, files)
  return ports.ok ? success({ ...ports.value, robustnessGates: () => readGateFile(GATES('robustness')) }) : ports
}

/** What replaying a recorded order book needs. The one who asks closes the ledger. */
export async function assembleBookReplay(home: string): Promise<Outcome<BookReplayPorts>> {
  const { l2Files } = await import('./adapters/l2/l2Files.ts')
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const ledger = await assembleLedger(home, 'write')
  return ledger.ok ? success({ books: l2Files, hash: sha256, ledger: ledger.value }) : ledger
}

/** What listing and removing leftovers needs. */
export async function assembleCleanPorts(home: string): Promise<CleanPorts> {
  const { diskFileTrees } = await import('./adapters/files/fileTrees.ts')
  return {
    ...assembleWorkspacePorts(home),
    trees: diskFileTrees,
    homeFiles: createGuardedFiles(home),
    engines: assembleEngineRecords(home),
    repository: createGuardedFiles(fileURLToPath(PROGRAM_ROOT)),
  }
}

/** SHA-256, where nothing else is needed. */
export async function assembleHash(): Promise<Hash> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  return sha256
}

/** What a discovery in the workspace behind `files` needs. The one who asks closes the ledger. */
export async function assembleDiscoveryPorts(home: string, files: GuardedFiles): Promise<Outcome<DiscoveryPorts>> {
  const ports = await assembleSweepPorts(home, files)
  return ports.ok ? success({ ...ports.value, timer: systemTimer }) : ports
}

/** What looking at data as a discovery does needs. */
export async function assembleDiscoveryLookPorts(files: GuardedFiles): Promise<DiscoveryLookPorts> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  return { ...(await assembleDataPorts(files)), hash: sha256 }
}

/** What building matrices in the workspace behind `files` needs. */
export async function assembleBuildPorts(files: GuardedFiles): Promise<BuildPorts> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  const { createOwnFeatures } = await import('./adapters/typescript/ownFeatures.ts')
  const data = await assembleDataPorts(files)
  return { ...data, hash: sha256, own: createOwnFeatures(OWN_FEATURE_DECLARATIONS), timer: systemTimer }
}

/** What collecting results and reviewing them needs. */
export async function assembleBoardPorts(home: string): Promise<BoardPorts> {
  const { sha256 } = await import('./adapters/hash/sha256.ts')
  return { ...assembleWorkspacePorts(home), hash: sha256, timer: systemTimer }
}

/** What judging them needs. `gatesFile`: a person's own gates, on top of those of every profile. The one who asks closes the ledger. */
export async function assembleJudgingPorts(
  home: string,
  gatesFile: string | null,
): Promise<Outcome<JudgingPorts & { readonly ledger: Ledger }>> {
  const { readGateFile } = await import('./adapters/yaml/gateFile.ts')
  const { readUserGates } = await import('./adapters/yaml/userGateFile.ts')
  const gatesOf = (profile: RiskProfile) => {
    const own = readGateFile(GATES(`profile-${profile.toLowerCase()}`))
    if (!own.ok || gatesFile === null) return own
    const floor = readGateFile(GATES('profile-aggressive'))
    return floor.ok ? readUserGates(gatesFile, own.value, floor.value) : floor
  }
  const ledger = await assembleLedger(home, 'read')
  if (!ledger.ok) return ledger
  const profiles = () => profileGates(gatesOf)
  return success({ ...(await assembleBoardPorts(home)), ledger: ledger.value, profiles })
}

/** Specifications that people write. */
export async function assembleSpecFiles(): Promise<SpecFiles> {
  const { yamlSpecFiles } = await import('./adapters/yaml/specFiles.ts')
  return yamlSpecFiles
}

/** A door's main file: a source, or built where this file is built too. */
function entryOf(door: 'cli' | 'worker'): URL {
  return new URL(`./doors/${door}/main${extname(import.meta.url)}`, import.meta.url)
}

function symbolsElsewhere(ports: WorkspacePorts, workspace: string): readonly string[] {
  const others = ports.home.workspaceNames().filter((name) => name !== workspace)
  return others.flatMap((name) => {
    const opened = openWorkspace(ports, name)
    return opened.ok ? opened.value.workspace.instruments.map((instrument) => instrument.symbol) : []
  })
}
