import type { MatrixRecord } from '../../../core/contract/matrixRecord.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText, percentText } from '../../ui/numberText.ts'

const share = ({ gains, rows }: MatrixRecord) => (rows === 0 ? null : gains / rows)

export const MATRIX_COLUMNS: readonly DataColumn<MatrixRecord>[] = [
  { key: 'detector', title: 'Detector', width: 190, value: ({ detector }) => detector },
  {
    key: 'exit',
    title: 'Exit',
    width: 80,
    value: ({ exit }) => exit,
    explanation: 'Target and stop in typical ranges, time limit in bars. The label is 1 where this exit nets a gain.',
  },
  {
    key: 'rows',
    title: 'Rows',
    width: 80,
    align: 'right',
    value: ({ rows }) => rows,
    text: ({ rows }) => countText(rows),
    explanation: 'Events that any setting of the detector fires in the development data, each once.',
  },
  {
    key: 'effective',
    title: 'Effective rows',
    width: 112,
    align: 'right',
    value: ({ effectiveRows }) => effectiveRows,
    text: ({ effectiveRows }) => countText(effectiveRows),
    explanation:
      'Sum of the labels’ average uniqueness (AFML 4.2): what the rows are worth where their labels overlap.',
  },
  {
    key: 'gains',
    title: 'Gains',
    width: 76,
    align: 'right',
    value: ({ gains }) => gains,
    text: ({ gains }) => countText(gains),
    explanation: 'Rows with label 1: a gain after costs.',
  },
  {
    key: 'share',
    title: 'Share',
    width: 72,
    align: 'right',
    value: share,
    text: (matrix) => percentText(share(matrix), { digits: 1 }),
    explanation: 'Gains as a share of the rows: the base rate that a model has to beat.',
  },
  {
    key: 'sha256',
    title: 'SHA-256',
    width: 106,
    value: ({ sha256 }) => sha256,
    text: ({ sha256 }) => (
      <span className="code" title={sha256}>
        {sha256.slice(0, 12)}
      </span>
    ),
    explanation: 'Hash of names and values; the Parquet file in the run’s folder is named by it.',
  },
]

const NARROW: readonly string[] = ['detector', 'exit', 'rows', 'share']

/** Beside an open column there is no room for the rest. */
export const NARROW_MATRIX_COLUMNS = MATRIX_COLUMNS.filter(({ key }) => NARROW.includes(key))
