import { NativeSelect } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { ValidationReport } from '../../../core/contract/modelRecord.ts'
import { featureText } from '../../parts/featureText.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { scoreText } from './scoreWords.ts'

type Search = NonNullable<ValidationReport['search']>
type Draw = Search['parts'][number]['draws'][number] & { readonly draw: number; readonly isChosen: boolean }

/** What the search tried within each training part, and what it chose. */
export function SearchPanel({ search, lossName }: { readonly search: Search; readonly lossName: string }) {
  const [place, setPlace] = useState(0)
  const part = search.parts[place] ?? search.parts[0]
  const columns = useMemo(() => drawColumns(part?.draws ?? [], lossName), [part, lossName])
  if (part === undefined) return null
  const rows = part.draws.map((draw, at): Draw => ({ ...draw, draw: at, isChosen: at === part.chosen }))
  return (
    <Panel
      title="What the search tried"
      description={`${search.method === 'tpe' ? 'Tree-structured Parzen estimator' : 'Random draws'}, judged by ${search.innerSplits} tests within the training part alone. These losses chose, so they are no estimate: the scores above are.`}
      actions={
        <NativeSelect
          aria-label="Training part"
          w={200}
          value={String(place)}
          data={search.parts.map(({ fold }, at) => ({
            value: String(at),
            label: fold === null ? 'All rows: the model kept' : `Training part of fold ${fold + 1}`,
          }))}
          onChange={(event) => setPlace(Number(event.currentTarget.value))}
        />
      }
      flush
    >
      <DataTable
        columns={columns}
        rows={rows}
        rowKey={({ draw }) => String(draw)}
        selectedKey={String(part.chosen)}
        initialSort={{ key: 'loss' }}
        height={280}
        label="Draws of the search"
      />
    </Panel>
  )
}

function drawColumns(draws: Search['parts'][number]['draws'], lossName: string): readonly DataColumn<Draw>[] {
  const names = [...new Set(draws.flatMap(({ settings }) => Object.keys(settings)))]
  return [
    {
      key: 'draw',
      title: 'Draw',
      width: 66,
      align: 'right',
      value: ({ draw }) => draw,
      text: ({ draw }) => countText(draw + 1),
      explanation: 'In the order in which they were tried.',
    },
    {
      key: 'chosen',
      title: 'Chosen',
      width: 76,
      value: ({ isChosen }) => isChosen,
      text: ({ isChosen }) => (isChosen ? 'chosen' : ''),
    },
    {
      key: 'loss',
      title: lossName,
      width: 130,
      align: 'right',
      value: ({ loss }) => loss,
      text: ({ loss, trouble }) => <span title={trouble ?? undefined}>{scoreText(loss)}</span>,
      explanation: 'Mean over the inner tests; n/a: it could not be fitted.',
    },
    ...names.map(
      (name): DataColumn<Draw> => ({
        key: `setting ${name}`,
        title: name,
        width: Math.max(90, name.length * 8 + 20),
        align: 'right',
        value: ({ settings }) => settings[name],
        text: ({ settings }) => featureText(settings[name] ?? null),
      }),
    ),
  ]
}
