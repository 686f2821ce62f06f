import type { FoundConfiguration, SweepManifest, SweepSummary } from '../../../../core/contract/sweepRecord.ts'
import { durationText, plainNumber } from '../../../../core/time/durationText.ts'
import type { ListedSweep } from '../../../engine/sweeps/listSweeps.ts'
import type { SweepReport } from '../../../engine/sweeps/runSweepJob.ts'
import type { KeptSweep } from '../../../engine/sweeps/sweepFolder.ts'
import { overfittingLines } from './overfittingText.ts'
import { powerLines } from './powerText.ts'
import { manifestMarks } from './resultMarks.ts'
import { tableText } from './tableText.ts'

export function sweepReportText(report: SweepReport): string {
  const { manifest, summary, estimate, luck, unchanged, workspace, sweepId } = report
  if (summary === null) return [...headLines(manifest), ...estimateLines(estimate), ...luckToCome(luck)].join('\n')
  const note = unchanged ? ['', 'Nothing had changed since this sweep was made; it was not computed again.'] : []
  return [
    sweepText({ manifest, summary, overfitting: report.overfitting }),
    ...note,
    '',
    `Files: ${workspace}/sweeps/${sweepId}`,
  ].join('\n')
}

/** What a person reads of one sweep: what it is, the best found beside what luck shows, and what is proposed. */
export function sweepText({
  manifest,
  summary,
  overfitting,
}: Pick<KeptSweep, 'manifest' | 'summary' | 'overfitting'>): string {
  return [
    ...headLines(manifest),
    '',
    ...countLines(summary),
    '',
    ...luckLines(summary),
    '',
    ...(overfitting === null ? [] : [...overfittingLines(overfitting), '']),
    ...foundLines('Best found', summary.best, manifest.objective),
    ...foundLines('Proposed: centre of the best plateau', summary.plateau, manifest.objective),
    ...walkLines(summary),
    ...summary.notes.map((note) => `note: ${note}`),
    '',
    'Assumed, because nobody said otherwise:',
    ...manifest.base.assumptions.map(
      ({ field, value, meaning }) => `  ${field} = ${JSON.stringify(value)}  ${meaning}`,
    ),
  ].join('\n')
}

function headLines({ sweepId, base, axes, method, trials, size, batchRows, notes }: SweepManifest): readonly string[] {
  const batch = batchRows === null ? '' : `, proposed ${batchRows} at a time`
  return [
    `Sweep ${sweepId}: ${base.strategy.id}, ${method}, ${plainNumber(trials)} of ${size === null ? 'uncounted' : plainNumber(size)} configurations${batch}`,
    `${base.instruments.join(', ')}, ${base.interval} bars, ${base.firstTime} to ${base.lastTime} (${base.bars} bars)`,
    `Varied: ${axes.map(({ name, domain }) => `${name} (${domain.kind === 'list' ? domain.values.length : domain.kind === 'steps' ? domain.count : 'range'})`).join(', ')}`,
    ...(base.synthetic === null ? [] : ['SYNTHETIC DATA: made by a program; nothing here is a market.']),
    ...base.warnings.map((warning) => `WARNING: ${warning}`),
    ...[...base.notes, ...notes].map((note) => `note: ${note}`),
  ]
}

function estimateLines(estimate: SweepReport['estimate']): readonly string[] {
  if (estimate === null) return []
  const { configurations, seconds, millisecondsEach, sampled, memoryMiB, diskMiB } = estimate
  return [
    '',
    `Estimate: ${plainNumber(configurations)} evaluations, about ${durationText(seconds)} (measured on ${sampled}: ${millisecondsEach.toPrecision(3)} ms each)`,
    `Memory about ${Math.ceil(memoryMiB)} MiB, disk about ${Math.ceil(diskMiB)} MiB. Nothing was evaluated.`,
  ]
}

function luckToCome(luck: SweepReport['luck']): readonly string[] {
  if (luck === null || luck.power === null) return []
  const before = `Trials in the ledger with this sweep: ${plainNumber(luck.trials)}, ${plainNumber(luck.trialsBefore)} of them before it.`
  return ['', before, ...powerLines(luck.power)]
}

function countLines({ evaluated, leftOut, withoutValue, brokeConstraints, trials }: SweepSummary): readonly string[] {
  const left =
    leftOut === null || leftOut === 0
      ? ''
      : `, ${plainNumber(leftOut)} left out (parameters that make no sense together, or repeat another configuration)`
  return [
    `Evaluated: ${plainNumber(evaluated)}${left}; ${plainNumber(withoutValue)} without a value, ${plainNumber(brokeConstraints)} broke a constraint`,
    `Trials in the ledger on these instruments: ${plainNumber(trials.own)} of this sweep, ${plainNumber(trials.before)} before it`,
  ]
}

function luckLines({ bestSharpe, expectedBestByLuck, trials }: SweepSummary): readonly string[] {
  return [
    tableText(
      ['annual Sharpe ratio (365 UTC days)', 'value'],
      [
        ['best configuration', number(bestSharpe)],
        [`best expected by luck of ${plainNumber(trials.all)} trials`, number(expectedBestByLuck)],
      ],
    ),
  ]
}

function foundLines(title: string, found: FoundConfiguration | null, objective: string): readonly string[] {
  if (found === null) return [`${title}: none`, '']
  const { parameters, figures, neighbourhood, deflatedSharpe, minimumTrackRecordDays, observedDays } = found
  const { mean, least, neighbours, valued } = neighbourhood
  return [
    `${title}: ${Object.entries(parameters)
      .map(([name, value]) => `${name} ${JSON.stringify(value)}`)
      .join(', ')}`,
    `  ${Object.entries(figures)
      .map(([name, value]) => `${name} ${number(value)}`)
      .join(', ')}`,
    `  ${objective} of its neighbourhood: mean ${number(mean)}, worst ${number(least)} (${valued} of ${neighbours} with a value)`,
    `  deflated Sharpe ratio ${number(deflatedSharpe)}; track record ${observedDays} days, needed ${minimumTrackRecordDays === null ? 'more than any' : plainNumber(minimumTrackRecordDays)}`,
    '',
  ]
}

function walkLines({ walkForward }: SweepSummary): readonly string[] {
  if (walkForward === null) return []
  const rows = walkForward.folds.map(({ fold, parameters, trainScore, testFigures }) => [
    `${fold}`,
    number(trainScore),
    number(testFigures.sharpe_ratio ?? null),
    number(testFigures.total_return ?? null),
    parameters === null ? 'none kept the constraints' : JSON.stringify(parameters),
  ])
  const { sharpe_ratio: sharpe = null, total_return: gain = null } = walkForward.stitched
  return [
    'Walk-forward: the best of each training part, tested after it',
    tableText(['fold', 'score in training', 'Sharpe in test', 'return in test', 'configuration'], rows),
    `  all tests as one account: Sharpe ratio ${number(sharpe)}, return ${number(gain)}`,
    '',
  ]
}

export function sweepListText(sweeps: readonly ListedSweep[]): string {
  if (sweeps.length === 0) return 'There is no sweep yet. Make one with: assay sweep run'
  const rows = sweeps.map(({ sweepId, state, manifest, summary }) => [
    sweepId,
    state,
    manifest?.base.strategy.id ?? '',
    manifest?.method ?? '',
    summary === null ? '' : plainNumber(summary.evaluated),
    number(summary?.bestSharpe ?? null),
    number(summary?.expectedBestByLuck ?? null),
    manifestMarks(manifest?.base),
  ])
  return tableText(['sweep', 'state', 'strategy', 'method', 'evaluated', 'best Sharpe', 'by luck', 'marks'], rows)
}

function number(value: number | null): string {
  return value === null ? 'n/a' : String(Number(value.toPrecision(4)))
}
