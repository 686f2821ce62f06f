import { Group, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { trialMapOption } from '../../../core/charts/workbench/trialMapOption.ts'
import type { FoundConfiguration } from '../../../core/contract/sweepRecord.ts'
import { MAP_MEASURES } from '../../../core/contract/workbench/sweepViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { tickText } from './trialColumns.ts'
import { allFilters } from './trialFilters.ts'
import type { TrialParts } from './trialParts.ts'

const MEASURE_WORDS = { best: 'best of', median: 'median of', worst: 'worst of' } as const

/** Two parameters against a figure; over all others its best, median or worst. */
export function MapPanel({ workspace, view, columns, question, marks }: TrialParts) {
  const theme = useThemeName()
  const parameters = columns.filter(({ kind }) => kind === 'parameter')
  const figures = columns.filter(({ kind }) => kind === 'figure')
  const [x, setX] = useState(parameters[0]?.name ?? '')
  const [y, setY] = useState(parameters[1]?.name ?? '')
  const [figure, setFigure] = useState<string>(view.manifest.objective)
  const [measure, setMeasure] = useState<(typeof MAP_MEASURES)[number]>('best')
  const { sweepId } = view.manifest
  const input = { workspace, sweepId, fold: question.fold, filters: allFilters(question), x, y, figure, measure }
  const { value, trouble } = useCall('sweeps.map', input, { enabled: parameters.length > 1 })
  const faces = useMemo(() => {
    const face = (name: string) => columns.find((column) => column.name === name)
    return { x: face(x), y: face(y), figure: face(figure) }
  }, [columns, x, y, figure])
  const option = useMemo(() => {
    const { x: across, y: up, figure: shown } = faces
    if (value === null || across === undefined || up === undefined || shown === undefined) return null
    const { best, plateau } = view.summary
    return trialMapOption({
      map: value,
      titles: { x: across.title, y: up.title, figure: shown.title },
      choices: { x: across.choices, y: up.choices },
      text: tickText(shown),
      marks: marks.map(({ kind }) => {
        const found = kind === 'best' ? best : plateau
        return { kind, x: placeOf(found, across), y: placeOf(found, up) }
      }),
      theme,
      numbers: PAGE_NUMBERS,
    })
  }, [value, faces, view, marks, theme])
  const select = (label: string, chosen: string, list: typeof parameters, onChange: (name: string) => void) => (
    <Select
      aria-label={label}
      size="xs"
      w={126}
      allowDeselect={false}
      data={list.map(({ name, title }) => ({ value: name, label: title }))}
      value={chosen}
      onChange={(name) => name !== null && onChange(name)}
    />
  )
  return (
    <Panel
      title="Two parameters"
      description="Each cell: the figure over all trials that have these two values, whatever their others"
      actions={
        <Group gap={6}>
          <Select
            aria-label="Over the other parameters"
            size="xs"
            w={98}
            allowDeselect={false}
            data={MAP_MEASURES.map((name) => ({ value: name, label: MEASURE_WORDS[name] }))}
            value={measure}
            onChange={(name) => setMeasure(MAP_MEASURES.find((one) => one === name) ?? 'best')}
          />
          {select('Figure of the map', figure, figures, setFigure)}
          {select('Across', x, parameters, setX)}
          {select('Up', y, parameters, setY)}
        </Group>
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {parameters.length < 2 ? (
        <EmptyState title="One parameter only" text="A map needs two; see the scatter beside it." />
      ) : option === null ? (
        trouble === null && <Loading />
      ) : (
        <Chart
          option={option}
          height={380}
          label={`${measure} ${figure} over ${x} and ${y}, in ${value?.cells.length ?? 0} cells`}
        />
      )}
    </Panel>
  )
}

function placeOf(
  found: FoundConfiguration | null,
  { title, choices }: { readonly title: string; readonly choices: readonly string[] | null },
): number | null {
  const value = found?.parameters[title]
  if (choices === null) return typeof value === 'number' ? value : null
  const text = value === null ? 'none' : Array.isArray(value) ? value.join(' ') : String(value)
  const place = choices.indexOf(text)
  return place < 0 ? null : place
}
