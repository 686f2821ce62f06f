import { Group, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { trialScatterOption } from '../../../core/charts/workbench/trialScatterOption.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { type TrialColumn, tickText } from './trialColumns.ts'
import { allFilters } from './trialFilters.ts'
import type { TrialParts } from './trialParts.ts'

const MOST_POINTS = 4_000
const SHARPE = 'sharpe_ratio'

type ScatterPanelProps = TrialParts & { onTrial(row: number): void }

/** One figure against another. */
export function ScatterPanel({ workspace, view, columns, question, marks, onTrial }: ScatterPanelProps) {
  const theme = useThemeName()
  const [x, setX] = useState('max_drawdown')
  const [y, setY] = useState(SHARPE)
  const { value, trouble } = useCall('sweeps.points', {
    workspace,
    sweepId: view.manifest.sweepId,
    fold: question.fold,
    filters: allFilters(question),
    columns: x === y ? [x] : [x, y],
    most: MOST_POINTS,
    keep: marks.map(({ row }) => row),
  })
  const option = useMemo(() => {
    const across = columns.find(({ name }) => name === x)
    const up = columns.find(({ name }) => name === y)
    const first = value?.values[x]
    const second = value?.values[y]
    if (value === null || !across || !up || !first || !second) return null
    const luck = (name: string) => (name === SHARPE && question.fold === 0 ? view.summary.expectedBestByLuck : null)
    const axis = (column: TrialColumn, values: typeof first) => ({
      title: column.title,
      values,
      text: tickText(column),
      luck: luck(column.name),
    })
    return trialScatterOption({
      rows: value.rows,
      x: axis(across, first),
      y: axis(up, second),
      marks,
      theme,
      numbers: PAGE_NUMBERS,
    })
  }, [value, columns, x, y, view, question.fold, marks, theme])
  const select = (label: string, chosen: string, onChange: (name: string) => void) => (
    <Select
      aria-label={label}
      size="xs"
      w={150}
      allowDeselect={false}
      data={columns.filter(({ choices }) => choices === null).map(({ name, title }) => ({ value: name, label: title }))}
      value={chosen}
      onChange={(name) => name !== null && onChange(name)}
    />
  )
  return (
    <Panel
      title="Figure against figure"
      description={
        value === null || value.step === 1
          ? 'A point a trial; a click opens it'
          : `Every ${countText(value.step)}th of ${countText(value.matched)} trials; a click opens it`
      }
      actions={
        <Group gap={6}>
          {select('Across', x, setX)}
          {select('Up', y, setY)}
        </Group>
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {option === null ? (
        trouble === null && <Loading />
      ) : (
        <Chart
          option={option}
          height={380}
          label={`${y} against ${x} of ${countText(value?.rows.length)} trials; the same values stand in the table`}
          onClick={({ value: point }) => {
            const row: unknown = Array.isArray(point) ? point[2] : null
            if (typeof row === 'number') onTrial(row)
          }}
        />
      )}
    </Panel>
  )
}
