import {
  backtestCompleteSchema,
  backtestManifestSchema,
  backtestMetricsSchema,
} from '../../../core/contract/backtestRecord.ts'
import type { Hash } from '../../../core/contract/hash.ts'
import type { LeaderboardEntry } from '../../../core/contract/leaderboard.ts'
import { LEAK_SCAN_FILE, leakScanRecordSchema } from '../../../core/contract/leakScanRecord.ts'
import { type JsonSchema, parseChecked } from '../../../core/contract/parseChecked.ts'
import { sweepProposalsSchema } from '../../../core/contract/sweepProposals.ts'
import { backtestEntry, deflationThen } from '../../../core/leaderboard/backtestEntry.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { deflatedProbability } from '../../../core/robustness/deflatedProbability.ts'
import { expectedByLuck } from '../../../core/robustness/expectedByLuck.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

type Place = { readonly files: GuardedFiles; readonly hash: Hash; readonly folder: string }
type Finished = { readonly hashes: Readonly<Record<string, string>>; readonly artefactHash: string }

/** The list of hashes of a finished artefact; null where it has not come to its end. */
function finished({ files, hash, folder }: Place): Outcome<Finished | null> {
  const path = `${folder}/complete.json`
  if (!files.exists(path)) return success(null)
  const text = files.readText(path)
  if (!text.ok) return text
  const complete = parseChecked(text.value, path, backtestCompleteSchema)
  return complete.ok ? success({ hashes: complete.value.files, artefactHash: hash(text.value) }) : complete
}

/** A file of a finished artefact, exactly as it was when that was finished. */
function readFinal<T>({ files, hash, folder }: Place, done: Finished, name: string, schema: JsonSchema<T>): Outcome<T> {
  const path = `${folder}/${name}`
  const text = files.readText(path)
  if (!text.ok) return text
  if (hash(text.value) === done.hashes[name]) return parseChecked(text.value, path, schema)
  return failure(
    'artefact-changed',
    `The file ${path} is not as it was when it was finished.`,
    'Remove its folder and make the result again.',
  )
}

/** What the leak scan of a finished artefact came to; undefined where it carries none. */
function leakScanOf(place: Place, done: Finished): Outcome<LeaderboardEntry['leakScan']> {
  if (done.hashes[LEAK_SCAN_FILE] === undefined) return success(undefined)
  const record = readFinal(place, done, LEAK_SCAN_FILE, leakScanRecordSchema)
  return record.ok ? success({ state: record.value.state, reason: record.value.reason }) : record
}

/** The entry of a backtest; none where it has not come to its end. Errors: `artefact-unreadable`, `artefact-changed`. */
export function storedBacktest(files: GuardedFiles, hash: Hash, id: string): Outcome<readonly LeaderboardEntry[]> {
  const place = { files, hash, folder: `backtests/${id}` }
  const done = finished(place)
  if (!done.ok || done.value === null) return done.ok ? success([]) : done
  const manifest = readFinal(place, done.value, 'manifest.json', backtestManifestSchema)
  if (!manifest.ok) return manifest
  const metrics = readFinal(place, done.value, 'metrics.json', backtestMetricsSchema)
  if (!metrics.ok) return metrics
  const scan = leakScanOf(place, done.value)
  if (!scan.ok) return scan
  const { artefactHash } = done.value
  const { parameters } = manifest.value.strategy
  const stand = { id, kind: 'backtest', artefact: place.folder, artefactHash, riskProfile: null, parameters } as const
  const deflation = deflationThen(manifest.value, metrics.value.performance)
  return success([backtestEntry(stand, manifest.value, metrics.value, deflation, scan.value)])
}

/** The entries of what a sweep proposes. Errors as `storedBacktest`. */
export function storedSweep(files: GuardedFiles, hash: Hash, id: string): Outcome<readonly LeaderboardEntry[]> {
  const place = { files, hash, folder: `sweeps/${id}` }
  const done = finished(place)
  if (!done.ok || done.value === null) return done.ok ? success([]) : done
  const { artefactHash } = done.value
  const proposed = readFinal(place, done.value, 'proposals.json', sweepProposalsSchema)
  if (!proposed.ok) return proposed
  const scan = leakScanOf(place, done.value)
  if (!scan.ok) return scan
  const { riskProfile, proposals } = proposed.value
  return success(
    proposals.map(({ kind, parameters, manifest, metrics, trials }) => {
      const probability = deflatedProbability(
        metrics.performance.moments,
        expectedByLuck(trials.trials, trials.varianceAcrossTrials),
      )
      const stand = {
        id: `${id}-${kind}`,
        kind: `sweep-${kind}`,
        artefact: place.folder,
        artefactHash,
        riskProfile,
        parameters,
      } as const
      return backtestEntry(stand, manifest, metrics, { ...trials, probability }, scan.value)
    }),
  )
}
