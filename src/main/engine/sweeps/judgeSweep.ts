import type { Neighbourhood } from '../../../core/backtest/sweep/plateau.ts'
import { findPlateau } from '../../../core/backtest/sweep/plateau.ts'
import type { LedgerBasis } from '../../../core/contract/ledger.ts'
import type { SweepOverfitting } from '../../../core/contract/sweepOverfitting.ts'
import type { SweepProposals } from '../../../core/contract/sweepProposals.ts'
import type { SweepSummary } from '../../../core/contract/sweepRecord.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { clockOf } from '../../../core/metrics/performance/metricClock.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { leakRecord } from '../../../core/pipeline/leaks/leakRecord.ts'
import { expectedMaximumSharpe } from '../../../core/robustness/expectedMaximumSharpe.ts'
import type { Job } from '../jobs/job.ts'
import type { TrialCount } from '../pipeline/trialBook.ts'
import { trialBook } from '../pipeline/trialBook.ts'
import type { FindParts, Found } from './findBest.ts'
import { findConfiguration, UTC_DAYS } from './findBest.ts'
import { judgeOverfitting } from './judgeOverfitting.ts'
import type { PreparedSweep } from './prepareSweep.ts'
import type { PassResult } from './runPass.ts'
import { scanSpace } from './scanSpace.ts'
import type { StudiedConfigurations } from './studyConfigurations.ts'
import { SWEEP_FILES, sweepPath } from './sweepFolder.ts'
import type { SweepPorts, SweepScope } from './sweepPorts.ts'
import { figureTerms } from './sweepTerms.ts'
import { walkForward } from './walkForward.ts'

export type JudgeParts = {
  readonly ports: SweepPorts
  readonly job: Job
  readonly workspace: Workspace
  readonly sweep: PreparedSweep
  readonly dayOf: Int32Array
  readonly scope: SweepScope
  readonly basis: LedgerBasis
  readonly passes: readonly PassResult[]
  readonly studied: StudiedConfigurations
}

export type JudgedSweep = { readonly summary: SweepSummary; readonly overfitting: SweepOverfitting }

/** The best configuration and the centre of the best plateau, each beside what luck alone would have shown; writes `proposals.json`, `overfitting.json`, `leak-scan.json` and `summary.json`. */
export async function judgeSweep(parts: JudgeParts): Promise<Outcome<JudgedSweep>> {
  const { ports, workspace, sweep, dayOf, scope, basis, passes } = parts
  const whole = passes[0]!
  const clock = clockOf(sweep.prepared.traded.calendars)
  const { axes, passes: spans } = sweep
  const walked =
    sweep.folds.length === 0
      ? success(null)
      : await walkForward(
          { ports, workspace, sweep, clock, dayOf, scope },
          passes.slice(1).map(({ history }) => history),
        )
  if (!walked.ok) return walked
  const span = { fromMs: 0, toMs: 0 }
  const count = trialBook(ports.ledger, ports.hash, { ...scope, span, basis }).count()
  if (!count.ok) return count
  const terms = figureTerms(sweep.prepared, clock, dayOf, spans[0]!.fromBar, spans[0]!.toBar)
  const beat = (done: number, total: number, note: string) => parts.job.beat('judge', done, total, note)
  const { history } = whole
  const find = { ports, workspace, sweep, history, clock, dayOf, terms, count: count.value, basis, beat }
  const { peak, centre } = findPlateau(axes, history)
  const best = await foundAt(find, 'best', peak)
  if (!best.ok) return best
  const plateau = await foundAt(find, 'plateau', centre)
  if (!plateau.ok) return plateau
  const summary = summaryOf(parts, count.value, best.value, plateau.value, walked.value)
  const proposals: SweepProposals = {
    schemaVersion: 1,
    sweepId: sweep.sweepId,
    riskProfile: sweep.spec.risk_profile,
    proposals: [best.value, plateau.value].flatMap((found) => (found === null ? [] : [found.proposal])),
  }
  const overfitting = judgeOverfitting({
    sweepId: sweep.sweepId,
    seed: sweep.plan.seed,
    studied: parts.studied,
    count: count.value,
    beat: (note) => beat(0, 1, note),
  })
  const leakScan = leakRecord([
    scanSpace(sweep, history, beat),
    ...[best.value, plateau.value].flatMap((found) => found?.leakParts ?? []),
  ])
  for (const [name, value] of [
    [SWEEP_FILES.proposals, proposals],
    [SWEEP_FILES.overfitting, overfitting],
    [SWEEP_FILES.leakScan, leakScan],
    [SWEEP_FILES.summary, summary],
  ] as const) {
    const written = ports.files.writeText(sweepPath(sweep.sweepId, name), `${JSON.stringify(value, null, 2)}\n`)
    if (!written.ok) return written
  }
  return success({ summary, overfitting })
}

async function foundAt(
  find: FindParts,
  kind: 'best' | 'plateau',
  around: Neighbourhood | null,
): Promise<Outcome<Found | null>> {
  return around === null ? success(null) : findConfiguration(find, kind, around)
}

function summaryOf(
  { sweep, basis, passes }: JudgeParts,
  { trials, own, varianceAcrossTrials }: TrialCount,
  best: Found | null,
  plateau: Found | null,
  walked: SweepSummary['walkForward'],
): SweepSummary {
  const { history, brokeConstraints } = passes[0]!
  const { count } = history
  const year = Math.sqrt(UTC_DAYS.periodsPerYear)
  const scored = history.scores.subarray(0, count).reduce((sum, score) => sum + (Number.isNaN(score) ? 0 : 1), 0)
  return {
    schemaVersion: 1,
    sweepId: sweep.sweepId,
    evaluated: count,
    leftOut: sweep.plan.method === 'grid' ? sweep.plan.trials - count : null,
    withoutValue: count - scored - brokeConstraints,
    brokeConstraints,
    trials: { own, before: basis.trials, all: trials },
    varianceAcrossTrials,
    expectedBestByLuck:
      varianceAcrossTrials === null ? null : expectedMaximumSharpe(trials, varianceAcrossTrials) * year,
    bestSharpe: best === null || best.sharpePerUtcDay === null ? null : best.sharpePerUtcDay * year,
    best: best?.found ?? null,
    plateau: plateau?.found ?? null,
    walkForward: walked,
    notes: notesOf(sweep, scored, best, plateau),
  }
}

function notesOf(sweep: PreparedSweep, scored: number, best: Found | null, plateau: Found | null): string[] {
  const notes: string[] = []
  if (best === null) notes.push('No configuration has a value and keeps the constraints: nothing is proposed.')
  else if (plateau === null)
    notes.push(
      'No plateau is told: around none of the best configurations were enough others evaluated that have a value.',
    )
  if (
    scored > 0 &&
    best !== null &&
    best.found.neighbourhood.valued > 1 &&
    plateau !== null &&
    plateau.found.row !== best.found.row
  )
    notes.push(
      'The best configuration is not the centre of the best plateau: its neighbours do worse than those of the proposed one.',
    )
  if (sweep.folds.length > 0)
    notes.push(
      'Each test of the walk-forward begins flat, and what is open at its end is marked at the last close without the cost of leaving.',
    )
  return notes
}
