import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useRef } from 'react'
import type { MatrixListItem } from '../../../core/contract/workbench/matrixViews.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { BuildDialog } from './BuildDialog.tsx'
import { BuildFrame } from './BuildFrame.tsx'
import { BuiltColumnInspector } from './BuiltColumnInspector.tsx'
import { BuiltReport } from './BuiltReport.tsx'
import { BUILT, builtAddress, type OpenMatrix } from './builtAddress.ts'
import { BUILT_COLUMNS, NARROW_BUILT_COLUMNS } from './builtColumns.tsx'

type BuiltMatricesProps = { readonly workspace: string; readonly address: OpenMatrix }

/** Matrices that were built to learn from: the list, and one of them with its validation report. */
export function BuiltMatrices({ workspace, address }: BuiltMatricesProps) {
  const { go } = usePlace()
  const steps = useRef<RowSteps>(null)
  const list = useCall('matrices.list', { workspace })
  const newestFirst = useMemo(() => [...(list.value ?? [])].reverse(), [list.value])
  const chosen = chosenOf(newestFirst, address.matrix)
  const sha256 = chosen?.sha256 ?? ''
  const shown = useCall('matrices.show', { workspace, sha256 }, { enabled: chosen !== null })
  const open = (patch: Partial<OpenMatrix>, replace: boolean) =>
    go({ at: builtAddress({ ...BUILT, matrix: sha256 === '' ? null : sha256, ...patch }) }, { replace })
  const { column } = address
  const view = shown.value?.passport.sha256 === sha256 ? shown.value : null
  const aside =
    column === null || view === null ? null : (
      <BuiltColumnInspector
        name={column}
        view={view}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ column: null }, true)}
      />
    )
  const isOpen = aside !== null
  return (
    <BuildFrame tab="built" aside={aside} asideLabel="the column">
      {list.trouble === null ? null : <TroubleNote trouble={list.trouble} />}
      {list.value === null && list.trouble === null ? <Loading label="Matrices" /> : null}
      {list.value === null ? null : newestFirst.length === 0 ? (
        <NoMatrix />
      ) : (
        <>
          <BuiltList
            items={newestFirst}
            selected={sha256}
            isNarrow={isOpen}
            onMatrix={(next) => open({ matrix: next, column: null }, false)}
          />
          {shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
          {view === null && shown.trouble === null ? <Loading label="Comparing the matrix with its passport" /> : null}
          {view === null ? null : (
            <BuiltReport
              key={sha256}
              view={view}
              selected={column}
              steps={steps}
              onColumn={(name) => open({ column: name }, column !== null)}
            />
          )}
        </>
      )}
      <BuildDialog
        workspace={workspace}
        opened={address.isNew}
        onClose={() => go({ at: 'built' }, { replace: true })}
      />
    </BuildFrame>
  )
}

/** By the first letters of its hash; where none is named so, the one built last. */
function chosenOf(items: readonly MatrixListItem[], hashStart: string | null): MatrixListItem | null {
  const named = hashStart === null ? undefined : items.find(({ sha256 }) => sha256.startsWith(hashStart))
  return named ?? items[0] ?? null
}

type BuiltListProps = {
  readonly items: readonly MatrixListItem[]
  readonly selected: string
  readonly isNarrow: boolean
  onMatrix(sha256: string): void
}

function BuiltList({ items, selected, isNarrow, onMatrix }: BuiltListProps) {
  return (
    <Panel
      title="Matrices"
      description="Rows of features with what they are to foretell, the one built last first. The same configuration on the same data is the same file."
      actions={<NewMatrix />}
      flush
    >
      <DataTable
        columns={isNarrow ? NARROW_BUILT_COLUMNS : BUILT_COLUMNS}
        rows={items}
        rowKey={({ sha256 }) => sha256}
        onRowClick={({ sha256 }) => onMatrix(sha256)}
        selectedKey={selected}
        height={220}
        label="Built matrices; Enter shows the report"
      />
    </Panel>
  )
}

function NewMatrix() {
  const { go } = usePlace()
  return (
    <Button size="compact-xs" leftSection={<IconPlus size={14} />} onClick={() => go({ at: 'built.new' })}>
      Build a matrix
    </Button>
  )
}

function NoMatrix() {
  return (
    <EmptyState
      title="No matrix yet"
      text="A matrix is what a model learns from: features of each bar, and what came after it. Build one from the series of this workspace; it is examined as it is made."
      action={<NewMatrix />}
    />
  )
}
