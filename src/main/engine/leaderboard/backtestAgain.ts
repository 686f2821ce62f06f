import type { BacktestRequest } from '../../../core/backtest/model/backtestRequest.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { clockOf } from '../../../core/metrics/performance/metricClock.ts'
import type { Failure, Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { BACKTEST_FILES, backtestPath, type KeptBacktest } from '../backtests/backtestFolder.ts'
import type { BacktestPorts } from '../backtests/backtestPorts.ts'
import { manifestOf } from '../backtests/manifestOf.ts'
import type { PreparedBacktest } from '../backtests/prepareBacktest.ts'
import { preparedAgain } from '../backtests/preparedAgain.ts'
import { runWithCard } from '../backtests/runWithCard.ts'
import { scanBacktest } from '../backtests/scanBacktest.ts'
import { storeBacktest } from '../backtests/storeBacktest.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { filesBelow } from '../queries/redirectedFiles.ts'

const SCRATCH = 'verify'

/**
 * A kept backtest made again from the data, model and engine of today, apart from what is kept, and compared byte by byte. The answer is what it traded on.
 * Errors: `deploy-inputs-changed`, `deploy-differs`, those of `prepareBacktest` and `readStoredPredictions`.
 */
export async function backtestAgain(
  ports: BacktestPorts,
  { job, opened }: WorkspaceJob,
  kept: KeptBacktest,
): Promise<Outcome<BacktestRequest>> {
  const prepared = await job.stage('prepare', () => preparedAgain(ports, opened.workspace, kept))
  if (!prepared.ok) return refused(kept, prepared)
  const { manifest } = kept
  if (prepared.value.backtestId !== manifest.backtestId)
    return failure(
      'deploy-inputs-changed',
      `The data, costs, hold-out or engine that made the backtest ${manifest.backtestId} are not those of today: they give the backtest ${prepared.value.backtestId}.`,
      'Run the backtest again on what there is now, and review that one.',
    )
  const swept = opened.files.remove(SCRATCH)
  if (!swept.ok) return swept
  try {
    const clock = clockOf(prepared.value.traded.calendars)
    const run = await job.stage('compute', async () => {
      const beat: Beat = (done, total, note) => job.beat('compute', done, total, note)
      const carded = runWithCard(prepared.value.request, prepared.value.spec.engine, clock, beat)
      return { ...carded, leakScan: scanBacktest(opened.files, prepared.value, beat) }
    })
    const scratch = { ...ports, files: filesBelow(opened.files, SCRATCH) }
    const stored = await job.stage('compare', async () => {
      const again = manifestAgain(prepared.value, kept)
      const path = backtestPath(manifest.backtestId, BACKTEST_FILES.manifest)
      const written = scratch.files.writeText(path, `${JSON.stringify(again, null, 2)}\n`)
      if (!written.ok) return written
      return storeBacktest(scratch, prepared.value, again, run, clock, (done, total, note) =>
        job.beat('compare', done, total, note),
      )
    })
    if (!stored.ok) return stored
    const differing = Object.entries(kept.complete.files).flatMap(([name, sha256]) => {
      const made = scratch.files.sha256(backtestPath(manifest.backtestId, name))
      return made.ok && made.value === sha256 ? [] : [name]
    })
    return differing.length === 0 ? success(prepared.value.request) : differs(manifest.backtestId, differing)
  } finally {
    opened.files.remove(SCRATCH)
  }
}

/** What was assumed, the ledger and the openings are those of then; everything else is of today. Of the specification only the order of its fields is kept: the id holds the rest. */
function manifestAgain(prepared: PreparedBacktest, { manifest }: KeptBacktest): KeptBacktest['manifest'] {
  const { symbols, quoteCurrency, synthetic, holdOut, assumptions, ledgerBasis } = manifest
  const facts = {
    symbols,
    quoteCurrency,
    synthetic,
    engineVersion: ENGINE_VERSION,
    ledgerBasis,
    openings: holdOut.opened,
  }
  return { ...manifestOf({ ...prepared, assumptions }, facts), spec: manifest.spec }
}

/** The same trouble by the name that locking gives it. */
function refused({ manifest: { backtestId } }: KeptBacktest, failed: Failure): Outcome<never> {
  const { code, message } = failed.trouble
  if (code === 'backtest-predictions-broken') return differs(backtestId, [BACKTEST_FILES.predictions])
  if (code !== 'backtest-of-another-version') return failed
  return failure('deploy-inputs-changed', message, 'Run the backtest again, and review that one.')
}

function differs(backtestId: string, names: readonly string[]): Outcome<never> {
  return failure(
    'deploy-differs',
    `The backtest ${backtestId} made again gives other files: ${names.join(', ')}.`,
    'The same inputs must give the same bytes: the kept files were forged, or the program was changed without a new version. Remove its folder, run it again and review that; if it differs once more, report it.',
  )
}
