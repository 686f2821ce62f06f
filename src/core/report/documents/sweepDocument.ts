import { labelledBarsOption } from '../../charts/workbench/labelledBarsOption.ts'
import type { JsonValue } from '../../contract/jsonValue.ts'
import type { LeakScanRecord } from '../../contract/leakScanRecord.ts'
import type { SweepOverfitting } from '../../contract/sweepOverfitting.ts'
import type { FoundConfiguration, SweepManifest, SweepSummary } from '../../contract/sweepRecord.ts'
import { DEFINITIONS } from '../../contract/workbench/definitions.ts'
import { countedTrials, countedTrialsTable, splitsText } from '../countedTrials.ts'
import {
  type DocumentFigure,
  type DocumentSection,
  type ReportDocument,
  table,
  texts,
} from '../document/reportDocument.ts'
import { figureText, fixedText, shareText } from '../numberText.ts'
import { syntheticLabel } from '../verdictText.ts'
import { leakSection, warningTexts } from './backtestDocument.ts'
import type { ReportEvidence } from './reportEvidence.ts'
import { resultDocument } from './resultDocument.ts'

export type ReportedSweep = {
  readonly manifest: SweepManifest
  readonly summary: SweepSummary
  readonly overfitting: SweepOverfitting | null
  readonly leakScan: LeakScanRecord | null
}

const ENOUGH = 0.95

/** The report of a sweep: the best beside what luck alone gives, the plateau, walk-forward, and what choosing the best is worth. */
export function sweepDocument(sweep: ReportedSweep, evidence: ReportEvidence): ReportDocument {
  const { manifest, summary, overfitting } = sweep
  const { base } = manifest
  return resultDocument(
    {
      title: `${base.strategy.id} on ${base.instruments.join(', ')}: sweep of ${summary.evaluated} configurations`,
      told: [
        `sweep ${manifest.sweepId}`,
        manifest.method,
        `${base.interval} bars, ${base.firstTime.slice(0, 10)} to ${base.lastTime.slice(0, 10)}`,
      ],
      engineVersion: base.engineVersion,
      banner: syntheticLabel(base.synthetic),
      verdict: verdictOf(base, summary),
      sections: [
        luckSection(base, summary, overfitting),
        foundSection(sweep),
        ...(summary.walkForward === null ? [] : [walkForwardSection(summary, manifest)]),
        ...(overfitting === null ? [] : [overfittingSection(overfitting)]),
        spaceSection(manifest),
        leakSection(sweep.leakScan),
      ],
      assumed: { fields: base.assumptions, notes: [...base.notes, ...manifest.notes, ...summary.notes] },
      spec: base.spec,
      facts: [
        ['Sweep', manifest.sweepId],
        ['Configuration', base.configHash],
        ['Seed', String(base.seed)],
        ...Object.entries(base.dataHashes).map(([name, hash]): [string, string] => [`Data ${name}`, hash]),
      ],
    },
    evidence,
  )
}

function verdictOf(base: SweepManifest['base'], { best, trials }: SweepSummary): ReportDocument['verdict'] {
  const deflated = best?.deflatedSharpe ?? null
  const text = `${fixedText(trials.all, 0)} trials on these symbols so far. Deflated Sharpe probability of the best: ${figureText(deflated)}.`
  if (deflated === null) return { tone: 'open', title: 'Nothing can be said of the best', text }
  if (base.optimisticFill || base.noTradingCosts)
    return { tone: 'open', title: 'By terms that cannot be had, nothing can be said of the best', text }
  return deflated >= ENOUGH
    ? { tone: 'good', title: 'The best is more than the luckiest', text }
    : { tone: 'bad', title: 'The best is not told from luck', text }
}

function luckSection(
  base: SweepManifest['base'],
  summary: SweepSummary,
  overfitting: SweepOverfitting | null,
): DocumentSection {
  const { evaluated, withoutValue, brokeConstraints, trials, bestSharpe, expectedBestByLuck, best } = summary
  const whole = (value: number) => fixedText(value, 0)
  const pbo = overfitting?.overfitting?.probability ?? null
  const figures: readonly DocumentFigure[] = [
    { name: 'Evaluated', value: whole(evaluated), meaning: null },
    { name: 'Without a value', value: whole(withoutValue), meaning: null },
    { name: 'Broke a constraint', value: whole(brokeConstraints), meaning: null },
    { name: 'Trials, all', value: whole(trials.all), meaning: DEFINITIONS.trials },
    { name: 'Best Sharpe ratio', value: figureText(bestSharpe), meaning: DEFINITIONS.sharpe },
    {
      name: 'Best by luck alone',
      value: figureText(expectedBestByLuck),
      meaning: DEFINITIONS.expectedMaximumSharpe,
    },
    {
      name: 'Deflated Sharpe',
      value: figureText(best?.deflatedSharpe ?? null),
      meaning: DEFINITIONS.deflatedSharpe,
    },
    { name: 'Probability of overfitting', value: shareText(pbo, 1), meaning: DEFINITIONS.overfitting },
  ]
  const bars = [
    { label: 'Best of the sweep', value: bestSharpe, tone: 'gain' as const },
    { label: 'Best by luck alone', value: expectedBestByLuck, tone: 'plain' as const },
  ]
  return {
    id: 'luck',
    title: 'Best and luck',
    blocks: [
      warningTexts(base),
      { kind: 'figures', figures },
      {
        kind: 'chart',
        caption:
          'Annual Sharpe ratio of the best configuration beside the best that as many trials without skill are expected to show.',
        chart: (theme) => ({ option: labelledBarsOption(bars, figureText, theme), width: 1000, height: 130 }),
      },
    ],
  }
}

function foundSection({ manifest, summary }: ReportedSweep): DocumentSection {
  const found: readonly (readonly [string, FoundConfiguration | null])[] = [
    ['Best', summary.best],
    ['Plateau (proposed)', summary.plateau],
  ]
  const rows = found.flatMap(([name, one]) =>
    one === null
      ? []
      : [
          [
            name,
            parametersText(one.parameters),
            figureText(one.figures[manifest.objective] ?? null),
            figureText(one.neighbourhood.mean),
            figureText(one.neighbourhood.least),
            figureText(one.deflatedSharpe),
            fixedText(one.minimumTrackRecordDays, 0),
            fixedText(one.observedDays, 0),
          ],
        ],
  )
  return {
    id: 'found',
    title: 'Best and plateau',
    blocks: [
      table(
        [
          { name: 'Which', kind: 'fixed' },
          { name: 'Parameters', kind: 'code' },
          { name: manifest.objective, kind: 'number' },
          { name: 'Mean around', kind: 'number', meaning: DEFINITIONS.neighbours },
          { name: 'Least around', kind: 'number' },
          { name: 'Deflated Sharpe', kind: 'number', meaning: DEFINITIONS.deflatedSharpe },
          { name: 'Days needed', kind: 'number' },
          { name: 'Days there', kind: 'number' },
        ],
        rows,
        'No configuration kept the constraints.',
      ),
    ],
  }
}

function walkForwardSection({ walkForward }: SweepSummary, { objective }: SweepManifest): DocumentSection {
  const folds = walkForward?.folds ?? []
  const stitched = Object.entries(walkForward?.stitched ?? {}).map(([name, value]) => [name, figureText(value)])
  return {
    id: 'walk-forward',
    title: 'Walk-forward',
    blocks: [
      texts('Each fold chooses on its training bars and is then run once on the test bars after them.'),
      table(
        [
          { name: 'Fold', kind: 'number' },
          { name: 'Test from', kind: 'fixed' },
          { name: 'Test to', kind: 'fixed' },
          { name: `${objective} in training`, kind: 'number' },
          { name: `${objective} in test`, kind: 'number' },
          { name: 'Parameters', kind: 'code' },
        ],
        folds.map(({ fold, testFirstTime, testLastTime, trainScore, testFigures, parameters }) => [
          String(fold),
          testFirstTime.slice(0, 10),
          testLastTime.slice(0, 10),
          figureText(trainScore),
          figureText(testFigures[objective] ?? null),
          parameters === null ? 'cash' : parametersText(parameters),
        ]),
        'No fold.',
      ),
      table(
        [
          { name: 'All tests in a row', kind: 'fixed' },
          { name: 'Value', kind: 'number' },
        ],
        stitched,
        'Nothing was stitched.',
      ),
    ],
  }
}

function overfittingSection(told: SweepOverfitting): DocumentSection {
  const { studied, overfitting, notes } = told
  return {
    id: 'overfitting',
    title: 'What choosing the best is worth',
    blocks: [
      texts(
        `${fixedText(studied.configurations, 0)} of ${fixedText(studied.evaluated, 0)} configurations on ${fixedText(studied.days, 0)} UTC days.`,
        ...(overfitting === null ? [] : [splitsText(overfitting)]),
        ...notes,
      ),
      countedTrialsTable(countedTrials(told, 'With all trials before this sweep.')),
    ],
  }
}

function spaceSection({ axes, constraints, objective, size }: SweepManifest): DocumentSection {
  return {
    id: 'space',
    title: 'Space',
    blocks: [
      texts(
        `Objective ${objective}; ${size === null ? 'a space that cannot be counted' : `${fixedText(size, 0)} configurations in the space`}.`,
      ),
      table(
        [
          { name: 'Parameter', kind: 'fixed' },
          { name: 'Of', kind: 'fixed' },
          { name: 'Values', kind: 'code' },
        ],
        axes.map(({ name, part, domain }) => [name, part, JSON.stringify(domain)]),
        'No parameter was swept.',
      ),
      table(
        [
          { name: 'Constraint', kind: 'fixed' },
          { name: 'Must be', kind: 'code' },
        ],
        Object.entries(constraints),
        'No constraints.',
      ),
    ],
  }
}

function parametersText(parameters: Readonly<Record<string, JsonValue>>): string {
  return Object.entries(parameters)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' ')
}
