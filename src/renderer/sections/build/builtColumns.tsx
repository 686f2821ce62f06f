import { Badge } from '@mantine/core'
import type { MatrixListItem } from '../../../core/contract/workbench/matrixViews.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'

export const BUILT_COLUMNS: readonly DataColumn<MatrixListItem>[] = [
  {
    key: 'name',
    title: 'Matrix',
    width: 216,
    value: ({ name }) => name,
    text: ({ name }) => <span title={name}>{name}</span>,
  },
  {
    key: 'report',
    title: 'Report',
    width: 104,
    value: (item) => reportWord(item).word,
    text: (item) => <ReportBadge item={item} />,
    explanation:
      'Not trusted: its validation found an error, and nothing is learned from it unless somebody says so. Damaged: its passport is gone or was changed.',
  },
  {
    key: 'target',
    title: 'Target',
    width: 118,
    value: ({ passport }) => passport?.target.name,
    text: ({ passport }) => <span title={passport?.target.formula}>{passport?.target.name ?? 'n/a'}</span>,
    explanation: 'What a row is to foretell, decided at the close of its bar.',
  },
  {
    key: 'rows',
    title: 'Rows',
    width: 70,
    align: 'right',
    value: ({ passport }) => passport?.rows,
    text: ({ passport }) => countText(passport?.rows),
    explanation: 'One a bar and instrument, without the warm-up and without what is sealed.',
  },
  {
    key: 'features',
    title: 'Features',
    width: 78,
    align: 'right',
    value: ({ features }) => features,
    text: ({ features }) => countText(features),
  },
  {
    key: 'instruments',
    title: 'Instruments',
    width: 104,
    value: ({ passport }) => passport?.instruments.join(', '),
    text: ({ passport }) => {
      const words = passport?.instruments.join(', ') ?? 'n/a'
      return <span title={words}>{words}</span>
    },
  },
  { key: 'interval', title: 'Bars', width: 54, value: ({ passport }) => passport?.interval },
  {
    key: 'span',
    title: 'Span, UTC',
    width: 176,
    value: ({ passport }) => passport?.firstTime,
    text: ({ passport }) =>
      passport === null ? 'n/a' : `${passport.firstTime.slice(0, 10)} – ${passport.lastTime.slice(0, 10)}`,
  },
  {
    key: 'sha256',
    title: 'SHA-256',
    width: 82,
    value: ({ sha256 }) => sha256,
    text: ({ sha256 }) => (
      <span className="code" title={sha256}>
        {sha256.slice(0, 8)}
      </span>
    ),
    explanation: 'Of the configuration and of everything that it was made of; it names the file.',
  },
]

const NARROW: readonly string[] = ['name', 'report', 'target', 'rows']

/** Beside an open column there is no room for the rest. */
export const NARROW_BUILT_COLUMNS = BUILT_COLUMNS.filter(({ key }) => NARROW.includes(key))

function reportWord({ passport, warnings }: MatrixListItem): { readonly word: string; readonly color: string } {
  if (passport === null) return { word: 'damaged', color: 'red' }
  if (!passport.trusted) return { word: 'not trusted', color: 'red' }
  if (warnings === 0) return { word: 'no error', color: 'ocean' }
  return { word: `${warnings} warning${warnings === 1 ? '' : 's'}`, color: 'orange' }
}

function ReportBadge({ item }: { readonly item: MatrixListItem }) {
  const { word, color } = reportWord(item)
  return (
    <Badge size="sm" variant="light" tt="none" color={color}>
      {word}
    </Badge>
  )
}
