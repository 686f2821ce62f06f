import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { EventView } from '../../core/contract/workbench/exploreViews.ts'
import { DataTable } from '../ui/DataTable.tsx'
import type { DataColumn } from '../ui/dataColumn.ts'
import { Explained } from '../ui/Explained.tsx'
import { countText } from '../ui/numberText.ts'
import { Panel } from '../ui/Panel.tsx'
import { featureText } from './featureText.ts'

type Feature = EventView['features'][number]

const COLUMNS: readonly DataColumn<Feature>[] = [
  {
    key: 'name',
    title: 'Feature',
    width: 210,
    value: ({ name }) => name,
    text: ({ name, formula, source }) => (
      <Explained definition={`${formula}. ${source}`}>
        <span className="code">{name}</span>
      </Explained>
    ),
    explanation: 'Point at a name to read its formula and source.',
  },
  {
    key: 'value',
    title: 'Value',
    width: 100,
    align: 'right',
    value: ({ value }) => value,
    text: ({ value }) => featureText(value),
    explanation:
      'As it was known at the close of the event’s bar. n/a: it had not enough bars before, or the data are missing.',
  },
  { key: 'unit', title: 'Unit', width: 110, value: ({ unit }) => unit },
]

export function FeaturesPanel({ features }: { readonly features: readonly Feature[] }) {
  const [search, setSearch] = useState('')
  const shown = useMemo(() => features.filter((feature) => isAbout(feature, search)), [features, search])
  return (
    <Panel
      title="Features"
      description={`${countText(shown.length)} of ${countText(features.length)}, as they were known at the decision`}
      actions={
        <TextInput
          size="xs"
          w={170}
          aria-label="Search the features"
          placeholder="Search"
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
      }
      flush
    >
      <DataTable
        columns={COLUMNS}
        rows={shown}
        rowKey={({ name }) => name}
        height={330}
        label="Features at the event"
        emptyText="No feature fits the search. Empty it to see all."
      />
    </Panel>
  )
}

function isAbout({ name, formula, unit }: Feature, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const text = `${name} ${formula} ${unit}`.toLowerCase()
  return words.every((word) => text.includes(word))
}
