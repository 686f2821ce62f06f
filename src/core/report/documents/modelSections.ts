import { calibrationOption } from '../../charts/workbench/calibrationOption.ts'
import { NEUTRAL_NUMBERS } from '../../charts/workbench/chartNumbers.ts'
import type { MatrixPassport } from '../../contract/matrixPassport.ts'
import type { TrainManifest, ValidationReport } from '../../contract/modelRecord.ts'
import { DEFINITIONS } from '../../contract/workbench/definitions.ts'
import type { ModelCurvesView } from '../../contract/workbench/modelViews.ts'
import { scoreWord } from '../../contract/workbench/scoreWords.ts'
import { type DocumentColumn, type DocumentSection, table, texts } from '../document/reportDocument.ts'
import { figureText, fixedText, shareText } from '../numberText.ts'

const whole = (value: number) => fixedText(value, 0)
const number = (name: string, unit: string, text: string): DocumentColumn => ({
  name,
  kind: 'number',
  meaning: { name, unit, text },
})

/** What it learned from: hashes, formulas, and what the matrix's own report found. `passport` null: the matrix is not there any more. */
export function matrixSection(manifest: TrainManifest, passport: MatrixPassport | null): DocumentSection {
  const { matrix, target, features, instruments, interval, rows, firstTime, lastTime, labelsEnd } = manifest
  const told = texts(
    `Matrix ${matrix.name}: ${instruments.join(', ')}, ${interval} bars, ${whole(rows)} rows that may be learned from, decided ${firstTime} to ${lastTime}. The last label is known ${labelsEnd}.`,
    `Target ${target.name}: ${target.formula}; up to ${whole(target.horizonBars)} bars ahead.`,
    'No row that it was scored on was known to what foretold it: labels that reach into a test were purged. Every column of a matrix goes through the leak scan when the matrix is built; what that found stands below.',
  )
  if (passport === null)
    return { id: 'matrix', title: 'What it learned from', blocks: [told, texts('The matrix is not kept any more.')] }
  const known = new Map(passport.features.map((feature) => [feature.name, feature]))
  return {
    id: 'matrix',
    title: 'What it learned from',
    blocks: [
      told,
      table(
        [
          { name: 'Severity', kind: 'fixed' },
          { name: 'Finding', kind: 'fixed' },
          { name: 'What was found', kind: 'text' },
        ],
        passport.findings.map(({ severity, code, sentence }) => [severity, code, sentence]),
        'The report of the matrix, its leak scan included, has no error and no warning.',
      ),
      table(
        [
          { name: 'Column', kind: 'code' },
          { name: 'Unit', kind: 'fixed' },
          number('Warm-up', 'bars', 'Bars before its first value.'),
          { name: 'Formula', kind: 'text' },
        ],
        features.map((name) => {
          const feature = known.get(name)
          return [name, feature?.unit ?? 'n/a', whole(feature?.warmupBars ?? 0), feature?.formula ?? 'n/a']
        }),
        'No columns.',
      ),
      table(
        [
          { name: 'Made of', kind: 'text' },
          { name: 'SHA-256', kind: 'code' },
        ],
        passport.inputs.map(({ name, sha256 }) => [name, sha256]),
        'No inputs are recorded.',
      ),
    ],
  }
}

/** Calibration and thresholds, of a model that foretells classes. */
export function probabilitySections(
  { calibration }: ValidationReport,
  curves: ModelCurvesView | null,
): readonly DocumentSection[] {
  const sections: DocumentSection[] = []
  if (calibration !== null) sections.push(calibrationSection(calibration))
  if (curves?.precisionRecall) sections.push(thresholdSection(curves, curves.precisionRecall))
  return sections
}

function calibrationSection({ method, bins, error }: NonNullable<ValidationReport['calibration']>): DocumentSection {
  const facts =
    error === null
      ? []
      : [
          `Expected calibration error ${figureText(error.expected)}, greatest ${figureText(error.maximum)}. Brier score ${figureText(error.brier)} = reliability ${figureText(error.reliability)} - resolution ${figureText(error.resolution)} + uncertainty ${figureText(error.uncertainty)} + within groups ${figureText(error.withinBins)} (Murphy 1973).`,
        ]
  const words = { foretold: 'Foretold probability', observed: 'Share that came true', rows: 'rows' }
  return {
    id: 'calibration',
    title: 'Calibration',
    blocks: [
      texts(`Calibrated by: ${method}. Of predictions of rows that were not learned from.`, ...facts),
      {
        kind: 'chart',
        caption:
          'What was foretold beside what came true, a point a group of rows; right probabilities lie on the dashed line.',
        chart: (theme) => ({
          option: calibrationOption({ points: bins, words, theme, numbers: NEUTRAL_NUMBERS }),
          width: 620,
          height: 380,
        }),
      },
      table(
        [
          { name: 'Rows', kind: 'number', meaning: DEFINITIONS.calibration },
          { name: 'Foretold', kind: 'number' },
          { name: 'Came true', kind: 'number' },
          number(
            'Low',
            'fraction',
            'Lower end of the 95 % interval of the share that came true, as if rows were independent (Wilson 1927).',
          ),
          number('High', 'fraction', 'Upper end of that interval.'),
        ],
        bins.map(({ rows, meanProbability, observedShare, low, high }) => [
          whole(rows),
          ...[meanProbability, observedShare, low, high].map((share) => shareText(share, 1)),
        ]),
        'Too few rows to group.',
      ),
    ],
  }
}

const MOST_THRESHOLDS = 21

function thresholdSection(
  { rows, positives, roc }: ModelCurvesView,
  { threshold, precision, recall, taken, baseRate, averagePrecision }: NonNullable<ModelCurvesView['precisionRecall']>,
): DocumentSection {
  const most = Math.min(MOST_THRESHOLDS, threshold.length)
  const places = Array.from({ length: most }, (_, at) =>
    most < 2 ? at : Math.round((at * (threshold.length - 1)) / (most - 1)),
  )
  return {
    id: 'thresholds',
    title: 'Thresholds',
    blocks: [
      texts(
        `Of ${whole(rows)} out-of-fold predictions ${whole(positives)} came true, a base rate of ${shareText(baseRate, 1)}. Average precision ${figureText(averagePrecision)}; area under the ROC curve ${figureText(roc?.area ?? null)}. A threshold that is chosen here has seen these rows.`,
      ),
      table(
        [
          number('Threshold', 'probability', 'Rows foretold at least so are taken.'),
          number('Precision', 'fraction', 'Share of the taken rows that came true.'),
          number('Recall', 'fraction', 'Share of those that came true that are taken.'),
          number('Taken', 'rows', 'Rows that reach the threshold.'),
        ],
        places.map((at) => [
          figureText(threshold[at]!),
          shareText(precision[at]!, 1),
          shareText(recall[at]!, 1),
          figureText(taken[at]!),
        ]),
        'No predictions.',
      ),
    ],
  }
}

export function importanceSection({ importance, loss }: ValidationReport): DocumentSection {
  const { measure, repeats, mostRows, rows, stability } = importance
  const unit = scoreWord(loss).title
  const steady = stability.overFolds
  return {
    id: 'importance',
    title: 'Importance and its spread',
    blocks: [
      texts(
        `${measure}, ${whole(repeats)} shuffles on at most ${whole(mostRows)} test rows of each fold. Columns that repeat each other share it.`,
        ...(steady === null
          ? []
          : [
              `Rankings of ${whole(steady.rankings)} folds agree by ${figureText(steady.meanCorrelation)} on average (Spearman), ${figureText(steady.leastCorrelation)} at least; ${figureText(steady.topShared)} of the first ${whole(steady.top)} are shared, ${figureText(steady.topByChance)} by chance.`,
            ]),
      ),
      table(
        [
          { name: 'Column', kind: 'code' },
          number(
            'Rise of the loss',
            unit,
            'Of the test rows when the column is shuffled; mean over folds (Breiman 2001).',
          ),
          number('± over folds', unit, 'Sample deviation over folds.'),
          number('± over shuffles', unit, 'What chance in the shuffling alone does; mean over folds.'),
          number('Folds it rose in', 'fraction', 'Share of the folds in which the loss rose.'),
          number('p', 'probability', 'One-sided, of a mean above 0; folds share training rows, so it is too small.'),
          number('Rank', 'place', 'Mean over folds, 1 for the greatest.'),
          number('Group', 'number', 'Columns of one group move together.'),
        ],
        rows.map((row) => [
          row.feature,
          figureText(row.mean),
          figureText(row.deviation),
          figureText(row.repeatDeviation),
          shareText(row.risingFolds, 0),
          figureText(row.p),
          `${fixedText(row.meanRank, 1)} ± ${fixedText(row.rankDeviation, 1)}`,
          whole(row.group),
        ]),
        'No importance was measured.',
      ),
    ],
  }
}
