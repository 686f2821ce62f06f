import { Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type Ref, useMemo, useState } from 'react'
import type { FeaturesView } from '../../../core/contract/workbench/buildViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { FEATURE_COLUMNS, NARROW_FEATURE_COLUMNS } from './featureColumns.tsx'
import { filterFeatures, groupsOf } from './featureRows.ts'

type FeatureListProps = {
  readonly view: FeaturesView
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onFeature(name: string): void
}

/** Every column that models may see, as this engine defines it. */
export function FeatureList({ view, selected, steps, onFeature }: FeatureListProps) {
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState<string | null>(null)
  const { features } = view
  const groups = useMemo(() => groupsOf(features), [features])
  const shown = useMemo(() => filterFeatures(features, search, group), [features, search, group])
  return (
    <Panel
      title="Features"
      description={`${countText(shown.length)} of ${countText(features.length)}. Each is known at the close of its bar: no later bar is in it. Version of the definitions: ${view.setVersion.slice(0, 8)}.`}
      actions={
        <>
          <Select
            aria-label="What they measure"
            placeholder="All kinds"
            w={140}
            clearable
            data={groups}
            value={group}
            onChange={setGroup}
          />
          <TextInput
            w={190}
            aria-label="Search the features"
            placeholder="Name, formula, source"
            leftSection={<IconSearch size={14} aria-hidden="true" />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </>
      }
      flush
    >
      <DataTable
        columns={selected === null ? FEATURE_COLUMNS : NARROW_FEATURE_COLUMNS}
        rows={shown}
        rowKey={({ name }) => name}
        onRowClick={({ name }) => onFeature(name)}
        selectedKey={selected}
        steps={steps}
        height={1_760}
        label="Features; Enter shows the definition and the values"
        emptyText="No feature fits. Empty the search, or choose all kinds."
      />
    </Panel>
  )
}
