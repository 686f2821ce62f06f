import type { LedgerEntry, TrialTotals } from '../../../core/contract/ledger.ts'
import type { LedgerBook, LedgerChain, LedgerJob, LedgerView } from '../../../core/contract/workbench/ledgerViews.ts'
import { countedFor } from '../../../core/job/countedFor.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { annualLuck, ledgerStory } from '../../../core/leaderboard/ledgerStory.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { varianceAcrossTrials } from '../../../core/robustness/varianceAcrossTrials.ts'
import { readStore } from '../jobs/readStore.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Ledger, LedgerTotals } from '../ports/ledger.ts'
import type { WorkspacePorts } from '../ports/workspacePorts.ts'
import type { WorkspaceStores } from '../ports/workspaceStore.ts'
import { discoveryIds, readDiscoveryManifest } from './discoveryFolder.ts'

export type LedgerViewPorts = Pick<WorkspacePorts, 'home'> & { readonly stores: WorkspaceStores }

/** `symbols` null: the whole home; else all that counts for them. `verify`: recompute the chain, which reads every entry. */
export type LedgerWish = { readonly symbols: string | null; readonly verify: boolean }

const MOST_RUNS = 2_000
const MOST_OPENINGS = 2_000
/** Belongs to no run: of such a one all trials are those of others. */
const NO_RUN = ''

/** The ledger of the home as people read it. Errors: those of the ledger; a broken chain is told, not an error. */
export async function ledgerView(
  ports: LedgerViewPorts,
  ledger: Omit<Ledger, 'close'>,
  { symbols: wanted, verify }: LedgerWish,
): Promise<Outcome<LedgerView>> {
  const symbols = wanted === null ? null : symbolsKey(wanted.split('+'))
  const books = booksOf(ledger, symbols)
  if (!books.ok) return books
  const entries = ledger.entries(symbols === null ? {} : { symbols })
  if (!entries.ok) return entries
  const chain = chainOf(ledger, entries.value, symbols, verify)
  if (!chain.ok) return chain
  const { jobs, notes } = await jobsOfHome(ports)
  const told = ledgerStory(entries.value, books.value, symbols, (runId) => jobs.get(runId) ?? null)
  const runs = told.runs.slice(-MOST_RUNS)
  return success({
    symbols,
    books: books.value,
    stages: told.stages,
    runs,
    openings: told.openings.slice(-MOST_OPENINGS),
    runsLeftOut: told.runs.length - runs.length,
    chain: chain.value,
    notes,
  })
}

/** Of everything each book that there is, of one set of instruments its own, also where nothing was recorded on exactly that set. */
function booksOf(
  ledger: Pick<Ledger, 'totals' | 'recorded' | 'basisFor'>,
  wanted: string | null,
): Outcome<readonly LedgerBook[]> {
  const totals = ledger.totals()
  if (!totals.ok) return totals
  if (wanted === null) {
    const recorded = ledger.recorded()
    if (!recorded.ok) return recorded
    return success(totals.value.map((total) => bookOf(total, countedFor(total.symbols, recorded.value))))
  }
  const counted = ledger.basisFor(wanted, NO_RUN)
  if (!counted.ok) return counted
  const own = totals.value.find(({ symbols }) => symbols === wanted)
  if (own === undefined && counted.value.trials === 0) return success([])
  return success([bookOf(own ?? { symbols: wanted, trials: 0, runs: 0, openings: 0 }, counted.value)])
}

function bookOf({ symbols, trials, runs, openings }: LedgerTotals, counted: TrialTotals): LedgerBook {
  const variance = varianceAcrossTrials([counted])
  return {
    symbols,
    trials,
    counted: counted.trials,
    runs,
    openings,
    varianceAcrossTrials: variance,
    expectedBest: annualLuck(counted.trials, variance),
  }
}

/** The chain is that of the home, whatever part of it is shown. */
function chainOf(
  ledger: Pick<Ledger, 'verify' | 'entries'>,
  shown: readonly LedgerEntry[],
  symbols: string | null,
  verify: boolean,
): Outcome<LedgerChain> {
  if (verify) {
    const health = ledger.verify()
    if (health.ok) {
      const { entries, headHash } = health.value
      return success({ state: 'whole', entries, headHash, trouble: null })
    }
    if (health.trouble.code !== 'ledger-broken') return health
    return success({ state: 'broken', entries: shown.length, headHash: null, trouble: health.trouble })
  }
  const newest = symbols === null ? success(shown.slice(-1)) : ledger.entries({ limit: 1 })
  if (!newest.ok) return newest
  const [head] = newest.value
  return success({
    state: 'not-checked',
    entries: head?.seq ?? 0,
    headHash: head?.hash ?? null,
    trouble: null,
  })
}

/** The first job of each run, in every workspace of the home. */
async function jobsOfHome({ home, stores }: LedgerViewPorts) {
  const jobs = new Map<string, LedgerJob>()
  const notes: string[] = []
  for (const workspace of home.workspaceNames()) {
    const files = home.workspaceFiles(workspace)
    const read = await readStore(stores, files, (store) => store.jobs())
    if (!read.ok) {
      notes.push(
        `The jobs of ${workspace} cannot be read, so that times of its runs are not known: ${read.trouble.message}`,
      )
      continue
    }
    const recordedAs = discoveryNames(files)
    for (const { runId, command, createdMs } of read.value) {
      if (runId === null) continue
      const recorded = recordedAs.get(runId) ?? runId
      if ((jobs.get(recorded)?.createdMs ?? Number.POSITIVE_INFINITY) <= createdMs) continue
      jobs.set(recorded, { workspace, command, createdMs })
    }
  }
  return { jobs, notes }
}

/** A discovery may have a name of its own; the ledger knows it by what decides it. */
function discoveryNames(files: GuardedFiles): ReadonlyMap<string, string> {
  return new Map(
    discoveryIds(files).flatMap((runId): (readonly [string, string])[] => {
      const manifest = readDiscoveryManifest(files, runId)
      return manifest === null ? [] : [[runId, manifest.contentId]]
    }),
  )
}
