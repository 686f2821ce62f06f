import { Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type Ref, useMemo, useRef, useState } from 'react'
import type { FamilyView } from '../../../core/contract/workbench/matrixViews.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { BuildFrame } from './BuildFrame.tsx'
import { builtAddress } from './builtAddress.ts'
import { FamilyInspector } from './FamilyInspector.tsx'
import { FAMILY_COLUMNS, NARROW_FAMILY_COLUMNS } from './familyColumns.tsx'
import { filterFamilies, kindsOf } from './familyRows.ts'

type FamilyLibraryProps = { readonly address: { readonly name: string | null } }

/** Everything that a matrix may be built of by name, as this engine defines it. */
export function FamilyLibrary({ address: { name } }: FamilyLibraryProps) {
  const { go } = usePlace()
  const steps = useRef<RowSteps>(null)
  const { value, trouble } = useCall('features.families', {})
  const chosen = value?.families.find((family) => family.name === name) ?? null
  const open = (next: string | null) =>
    go({ at: builtAddress({ tab: 'library', name: next }) }, { replace: name !== null })
  const aside =
    chosen === null ? null : (
      <FamilyInspector family={chosen} onStep={(rows) => steps.current?.step(rows)} onClose={() => open(null)} />
    )
  return (
    <BuildFrame tab="library" aside={aside} asideLabel="the feature">
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null ? (
        trouble === null && <Loading label="Features" />
      ) : (
        <FamilyList
          families={value.families}
          engineVersion={value.engineVersion}
          selected={name}
          steps={steps}
          onFamily={open}
        />
      )}
    </BuildFrame>
  )
}

type FamilyListProps = {
  readonly families: readonly FamilyView[]
  readonly engineVersion: string
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onFamily(name: string): void
}

function FamilyList({ families, engineVersion, selected, steps, onFamily }: FamilyListProps) {
  const [search, setSearch] = useState('')
  const [kind, setKind] = useState<string | null>(null)
  const kinds = useMemo(() => kindsOf(families), [families])
  const shown = useMemo(() => filterFamilies(families, search, kind), [families, search, kind])
  return (
    <Panel
      title="Feature library"
      description={`${countText(shown.length)} of ${countText(families.length)} definitions of engine ${engineVersion}. Each is known at the close of its bar: no later bar is in it. rank(…), z_score(…) and demean(…) around one set it against the other instruments.`}
      actions={
        <>
          <Select
            aria-label="Kind"
            placeholder="All kinds"
            w={140}
            clearable
            data={kinds}
            value={kind}
            onChange={setKind}
          />
          <TextInput
            w={190}
            aria-label="Search the library"
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
        columns={selected === null ? FAMILY_COLUMNS : NARROW_FAMILY_COLUMNS}
        rows={shown}
        rowKey={({ name }) => name}
        onRowClick={({ name }) => onFamily(name)}
        selectedKey={selected}
        steps={steps}
        height={1_760}
        label="Features by name; Enter shows the definition"
        emptyText="No feature fits. Empty the search, or choose all kinds."
      />
    </Panel>
  )
}
