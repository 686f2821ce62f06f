import type { BacktestManifest, BacktestMetrics } from '../../../core/contract/backtestRecord.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Beat } from '../../../core/job/beat.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { clockOf } from '../../../core/metrics/performance/metricClock.ts'
import { periodAccount } from '../../../core/metrics/performance/periodAccount.ts'
import { sharpe } from '../../../core/metrics/sharpe.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { calendar24x7 } from '../../../core/time/calendar24x7.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { writeSchemas } from '../commands/writeSchemas.ts'
import type { TrialBook } from '../pipeline/trialBook.ts'
import { trialBook } from '../pipeline/trialBook.ts'
import { BACKTEST_FILES, backtestPath, readBacktestManifest, readKeptBacktest } from './backtestFolder.ts'
import type { BacktestPorts } from './backtestPorts.ts'
import { manifestOf } from './manifestOf.ts'
import type { PreparedBacktest } from './prepareBacktest.ts'
import { prepareBacktest } from './prepareBacktest.ts'
import type { BacktestWish } from './readSubject.ts'
import { readSubject } from './readSubject.ts'
import type { CardedRun } from './runWithCard.ts'
import { runWithCard } from './runWithCard.ts'
import { scanBacktest } from './scanBacktest.ts'
import { storeBacktest } from './storeBacktest.ts'

export const BACKTEST_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 2 },
  { stage: 'backtest', weight: 2 },
  { stage: 'write', weight: 3 },
]

const TRIAL_STAGE = 'backtest'

/** `unchanged`: the same backtest was there already and was not computed again. Paths are relative to the workspace. */
export type BacktestReport = {
  readonly backtestId: string
  readonly workspace: string
  readonly unchanged: boolean
  readonly manifest: BacktestManifest
  readonly metrics: BacktestMetrics
  readonly files: readonly string[]
}

/**
 * One backtest with what stands beside it, kept under `backtests/<id>`. It is a trial of the ledger, recorded before it runs; a look through a sealed hold-out is an opening of it.
 * Errors: those of `readSubject`, `prepareBacktest` and the ledger; `backtest-broken`.
 */
export async function runBacktestJob(
  ports: BacktestPorts,
  { job, opened }: WorkspaceJob,
  wish: BacktestWish,
): Promise<Outcome<BacktestReport>> {
  const { workspace, files } = opened
  const schemas = writeSchemas(files)
  if (!schemas.ok) return schemas
  const ready = await job.stage('prepare', async () => {
    const subject = await readSubject(ports, workspace, wish)
    return subject.ok
      ? prepareBacktest(ports, workspace, subject.value, { throughHoldOut: wish.throughHoldOut === true })
      : subject
  })
  if (!ready.ok) return ready
  const prepared = ready.value
  const { backtestId } = prepared
  job.note(`backtest ${backtestId}`)
  job.attachRun(backtestId)
  const kept = readKeptBacktest(files, backtestId)
  if (!kept.ok) return kept
  if (kept.value !== null)
    return success(
      reportOf(workspace.name, kept.value.manifest, kept.value.metrics, Object.keys(kept.value.complete.files), true),
    )
  const begun = beginBacktest(ports, prepared, workspace.quoteCurrency, workspace.synthetic ?? null)
  if (!begun.ok) return begun
  const { manifest, book } = begun.value
  const recorded = book.record(TRIAL_STAGE, [JSON.parse(JSON.stringify(prepared.config))])
  if (!recorded.ok) return recorded
  const clock = clockOf(prepared.traded.calendars)
  const run = await job.stage('backtest', async () => {
    const beat: Beat = (done, total, note) => job.beat('backtest', done, total, note)
    const carded = runWithCard(prepared.request, prepared.spec.engine, clock, beat)
    return { ...carded, leakScan: scanBacktest(files, prepared, beat) }
  })
  const scored = book.score(TRIAL_STAGE, recorded.value, [sharpeADay(prepared, run)])
  if (!scored.ok) return scored
  const metrics = await job.stage('write', () =>
    storeBacktest(ports, prepared, manifest, run, clock, (done, total, note) => job.beat('write', done, total, note)),
  )
  if (!metrics.ok) return metrics
  const done = readKeptBacktest(files, backtestId)
  if (!done.ok) return done
  return success(
    reportOf(workspace.name, manifest, metrics.value, Object.keys(done.value?.complete.files ?? {}), false),
  )
}

function reportOf(
  workspace: string,
  manifest: BacktestManifest,
  metrics: BacktestMetrics,
  names: readonly string[],
  unchanged: boolean,
): BacktestReport {
  const { backtestId } = manifest
  const files = names.map((name) => backtestPath(backtestId, name))
  return { backtestId, workspace, unchanged, manifest, metrics, files }
}

/** The manifest, with the openings made before a sealed bar is traded on, and what the ledger held when the backtest first began. */
function beginBacktest(
  ports: BacktestPorts,
  prepared: PreparedBacktest,
  quoteCurrency: string,
  synthetic: BacktestManifest['synthetic'],
): Outcome<{ readonly manifest: BacktestManifest; readonly book: TrialBook }> {
  const { backtestId, traded, configHash } = prepared
  const { market, fromBar, toBar, ledgerSymbols, interval } = traded
  const symbols = symbolsKey(ledgerSymbols)
  const span = { fromMs: market.timeMs[fromBar]!, toMs: market.timeMs[toBar - 1]! + market.intervalMs }
  const openings: BacktestManifest['holdOut']['opened'] = []
  for (const seal of traded.opened) {
    const told = ports.ledger.openHoldOut({
      runId: backtestId,
      symbols: seal.symbols,
      spanStartMs: seal.startMs,
      spanEndMs: span.toMs,
      configHash,
    })
    if (!told.ok) return told
    openings.push({ symbols: seal.symbols, from: isoTime(seal.startMs), openings: told.value.openings })
  }
  const known = readBacktestManifest(ports.files, backtestId)
  const basis = known === null ? ports.ledger.basisFor(symbols, backtestId) : success(known.ledgerBasis)
  if (!basis.ok) return basis
  const facts = { symbols, quoteCurrency, synthetic, engineVersion: ENGINE_VERSION, ledgerBasis: basis.value, openings }
  const manifest = manifestOf(prepared, facts)
  const path = backtestPath(backtestId, BACKTEST_FILES.manifest)
  const written = ports.files.writeText(path, `${JSON.stringify(manifest, null, 2)}\n`)
  if (!written.ok) return written
  const book = trialBook(ports.ledger, ports.hash, { runId: backtestId, symbols, interval, span, basis: basis.value })
  return success({ manifest, book })
}

/** Per UTC day, as all trials of the ledger; null where there was no trade. */
function sharpeADay({ request }: PreparedBacktest, { result }: CardedRun): number | null {
  if (result.fills.count === 0) return null
  const { market, fromBar, toBar, startCash } = request
  const times = market.timeMs.subarray(fromBar, toBar)
  return sharpe(periodAccount(times, result.equity, startCash, clockOf([calendar24x7])).returns, 1)
}
