import type { TestScoreShape, TrainingSetShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import type { FoldStory } from './foldStories.ts'

const AUC =
  'Area under the ROC curve: the chance that a gain is scored above a loss. 0.5 knows nothing; null where all events ended alike.'
const THRESHOLD = 'An event is taken where the probability of a net gain is at least this. 0 takes every event.'

export const STORY_COLUMNS: readonly DataColumn<FoldStory>[] = [
  { key: 'fold', title: 'Fold', width: 80, value: (row) => row.fold, text: (row) => row.label },
  {
    key: 'scheme',
    title: 'Scheme',
    width: 88,
    value: (row) => row.scheme,
    explanation:
      'Anchored trains from the first bar on; rolling keeps the length of the training block. Chosen on validation data.',
  },
  { key: 'selected', title: 'Events and exit', width: 240, value: (row) => row.selected },
  {
    key: 'rows',
    title: 'Train rows',
    width: 98,
    align: 'right',
    value: (row) => row.trainingRows,
    text: (row) => countText(row.trainingRows),
    explanation: 'Events that the model learned from, after purging.',
  },
  { key: 'model', title: 'Chosen model', width: 160, value: (row) => row.model },
  {
    key: 'threshold',
    title: 'Threshold',
    width: 96,
    align: 'right',
    value: (row) => row.threshold,
    text: (row) => ratioText(row.threshold),
    explanation: THRESHOLD,
  },
  {
    key: 'logLoss',
    title: 'Log loss',
    width: 86,
    align: 'right',
    value: (row) => row.logLoss,
    text: (row) => ratioText(row.logLoss, { digits: 3 }),
    explanation: 'On the validation block, in nats. Always saying 50 % scores 0.693; lower is better.',
  },
  {
    key: 'auc',
    title: 'AUC',
    width: 72,
    align: 'right',
    value: (row) => row.areaUnderRoc,
    text: (row) => ratioText(row.areaUnderRoc, { digits: 3 }),
    explanation: `On the validation block. ${AUC}`,
  },
]

export const ADOPTION_COLUMNS: readonly DataColumn<FoldStory>[] = [
  { key: 'fold', title: 'Fold', width: 80, value: (row) => row.fold, text: (row) => row.label },
  { key: 'decision', title: 'Decision', width: 110, value: (row) => row.decision },
  {
    key: 'gain',
    title: 'Net per offered',
    width: 130,
    align: 'right',
    value: (row) => row.netReturnPerOffered,
    text: (row) => percentText(row.netReturnPerOffered, { signed: true }),
    explanation:
      'By which the draw and its threshold were chosen: net return over all offered validation events, a skipped one counting 0. Chosen on the same events, so too good.',
  },
  { key: 'reason', title: 'Why', width: 560, value: (row) => row.reason },
]

export const TEST_COLUMNS: readonly DataColumn<TestScoreShape>[] = [
  { key: 'fold', title: 'Fold', width: 70, value: (row) => row.fold, text: (row) => `Fold ${row.fold + 1}` },
  { key: 'model', title: 'Model', width: 150, value: (row) => row.model },
  {
    key: 'threshold',
    title: 'Threshold',
    width: 96,
    align: 'right',
    value: (row) => row.threshold,
    text: (row) => ratioText(row.threshold),
    explanation: THRESHOLD,
  },
  {
    key: 'offered',
    title: 'Offered',
    width: 82,
    align: 'right',
    value: (row) => row.offered,
    text: (row) => countText(row.offered),
  },
  {
    key: 'taken',
    title: 'Taken',
    width: 76,
    align: 'right',
    value: (row) => row.taken,
    text: (row) => countText(row.taken),
    explanation: 'Offered events of the test block that the model would take.',
  },
  {
    key: 'auc',
    title: 'AUC',
    width: 70,
    align: 'right',
    value: (row) => row.areaUnderRoc,
    text: (row) => ratioText(row.areaUnderRoc, { digits: 3 }),
    explanation: AUC,
  },
  {
    key: 'brier',
    title: 'Brier',
    width: 72,
    align: 'right',
    value: (row) => row.brierScore,
    text: (row) => ratioText(row.brierScore, { digits: 3 }),
    explanation: 'Mean squared error of the probability (Brier 1950). Always saying 50 % scores 0.25; lower is better.',
  },
  {
    key: 'netOffered',
    title: 'Net, offered',
    width: 108,
    align: 'right',
    value: (row) => row.meanNetOffered,
    text: (row) => percentText(row.meanNetOffered, { signed: true }),
    explanation: 'Mean net return of an offered event, percent of the notional.',
  },
  {
    key: 'netTaken',
    title: 'Net, taken',
    width: 98,
    align: 'right',
    value: (row) => row.meanNetTaken,
    text: (row) => percentText(row.meanNetTaken, { signed: true }),
    explanation: 'Mean net return of a taken event. A filter helps where it is above that of the offered ones.',
  },
]

type Part = TrainingSetShape['parts'][number]

export const PART_COLUMNS: readonly DataColumn<Part>[] = [
  { key: 'detector', title: 'Detector', width: 170, value: (part) => part.detector },
  {
    key: 'exit',
    title: 'Exit',
    width: 90,
    value: (part) => part.exit,
    explanation: 'Target in ranges, stop in ranges, limit in bars.',
  },
  {
    key: 'rows',
    title: 'Rows',
    width: 76,
    align: 'right',
    value: (part) => part.rows,
    text: (part) => countText(part.rows),
  },
  {
    key: 'gains',
    title: 'Gains',
    width: 80,
    align: 'right',
    value: (part) => (part.rows === 0 ? null : part.gains / part.rows),
    text: (part) => percentText(part.rows === 0 ? null : part.gains / part.rows, { digits: 1 }),
    explanation: 'Share of rows with label 1: the outcome is a gain after costs.',
  },
  {
    key: 'effective',
    title: 'Effective rows',
    width: 120,
    align: 'right',
    value: (part) => part.effectiveRows,
    text: (part) => countText(part.effectiveRows),
    explanation:
      'Sum of average uniqueness (AFML 4.2): what the rows are worth when those that overlap in time count in part.',
  },
  { key: 'features', title: 'Features', width: 92, align: 'right', value: (part) => part.names.length - 5 },
]
