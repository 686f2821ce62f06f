import type { EntryRun } from '../../../core/contract/leaderboard.ts'
import { FIGURE_LIST } from '../../../core/metrics/performance/figureNames.ts'
import { figureLabel, figureText } from '../../parts/figureText.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Panel } from '../../ui/Panel.tsx'

type FigureRow = {
  readonly name: string
  readonly label: string
  readonly definition: string
  readonly texts: readonly Told[]
}
type Told = { readonly text: string; readonly why: string | undefined }

type EntryFiguresProps = { readonly run: EntryRun; readonly nextOpen: EntryRun | null }

/** All figures, and beside optimistic fills those of the run without them. */
export function EntryFigures({ run, nextOpen }: EntryFiguresProps) {
  const runs = nextOpen === null ? [run] : [run, nextOpen]
  const rows = FIGURE_LIST.map(
    ({ key, name, label, unit, definition }): FigureRow => ({
      name,
      label: figureLabel(label, unit),
      definition: `${definition} Unit: ${unit}.`,
      texts: runs.map(({ values, why }) => ({ text: figureText(unit, values[key] ?? null), why: why[key] })),
    }),
  )
  return (
    <Panel title="Figures" description="On the calendar clock, after all costs, risk-free rate 0" flush>
      <DataTable
        columns={
          nextOpen === null
            ? [NAME, valueColumn(0, 'Value')]
            : [NAME, valueColumn(0, 'As asked'), valueColumn(1, 'Not optimistic')]
        }
        rows={rows}
        rowKey={({ name }) => name}
        height={380}
        label="Figures of the entry"
      />
    </Panel>
  )
}

const NAME: DataColumn<FigureRow> = {
  key: 'label',
  title: 'Figure',
  width: 190,
  value: ({ label }) => label,
  text: ({ label, definition }) => <span title={definition}>{label}</span>,
}

function valueColumn(place: number, title: string): DataColumn<FigureRow> {
  return {
    key: `value ${place}`,
    title,
    width: 120,
    align: 'right',
    value: ({ texts }) => texts[place]?.text,
    why: ({ texts }) => texts[place]?.why,
  }
}
