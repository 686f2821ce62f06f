import type { ColumnSummary } from '../../../core/contract/workbench/buildViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { compactText, percentText, ratioText } from '../../ui/numberText.ts'
import { SparkBars } from '../../ui/SparkBars.tsx'
import { COLUMN_WORDS } from './columnWords.ts'

type Figure = 'mean' | 'deviation' | 'min' | 'lowerQuartile' | 'median' | 'upperQuartile' | 'max'

const missingShare = ({ count, missing, infinite }: ColumnSummary) => {
  const rows = count + missing + infinite
  return rows === 0 ? null : missing / rows
}

function figure(key: Figure, title: string, explanation?: string): DataColumn<ColumnSummary> {
  return {
    key,
    title,
    width: 81,
    align: 'right',
    value: (column) => column[key],
    text: (column) => compactText(column[key] ?? Number.NaN),
    explanation,
  }
}

export const SUMMARY_COLUMNS: readonly DataColumn<ColumnSummary>[] = [
  {
    key: 'name',
    title: 'Column',
    width: 256,
    value: ({ name }) => name,
    text: ({ name }) => (
      <span className="code" title={name}>
        {name}
      </span>
    ),
  },
  {
    key: 'shape',
    title: 'Shape',
    width: 76,
    value: () => null,
    text: ({ name, histogram }) =>
      histogram === null ? 'none' : <SparkBars counts={histogram.counts} label={`Histogram of ${name}`} />,
    explanation: 'Counts in 30 equal bins over the middle 99 % of the values; the bars at both ends hold the rest.',
  },
  {
    key: 'missing',
    title: 'Missing',
    width: 80,
    align: 'right',
    value: missingShare,
    text: (column) => percentText(missingShare(column), { digits: 1 }),
    explanation: COLUMN_WORDS.missing,
  },
  figure('min', 'Least'),
  figure('lowerQuartile', 'Q1', COLUMN_WORDS.quartile),
  figure('median', 'Median'),
  figure('upperQuartile', 'Q3', COLUMN_WORDS.quartile),
  figure('max', 'Greatest'),
  figure('mean', 'Mean'),
  figure('deviation', 'SD', COLUMN_WORDS.deviation),
  {
    key: 'label',
    title: 'Label r',
    width: 76,
    align: 'right',
    value: ({ labelCorrelation }) => labelCorrelation,
    text: ({ labelCorrelation }) => ratioText(labelCorrelation, { digits: 3, signed: true }),
    explanation: COLUMN_WORDS.labelCorrelation,
  },
]

const NARROW: readonly string[] = ['name', 'shape', 'missing', 'label']

/** Beside an open column there is no room for the rest, and the column itself tells it. */
export const NARROW_SUMMARY_COLUMNS = SUMMARY_COLUMNS.filter(({ key }) => NARROW.includes(key))
