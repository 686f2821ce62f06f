import type { BoardListView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Panel } from '../../ui/Panel.tsx'
import { KIND_WORDS } from './boardWords.ts'

type Gone = BoardListView['gone'][number]

/** What stood on the board and does so no more. */
export function GonePanel({ gone }: { readonly gone: readonly Gone[] }) {
  return (
    <Panel title="Gone from the board" flush>
      <DataTable
        columns={COLUMNS}
        rows={gone}
        rowKey={({ workspace, id }) => `${workspace}/${id}`}
        height={160}
        label="Results that are gone from the board"
      />
    </Panel>
  )
}

const COLUMNS: readonly DataColumn<Gone>[] = [
  { key: 'id', title: 'Entry', width: 150, value: ({ id }) => id },
  { key: 'workspace', title: 'Workspace', width: 110, value: ({ workspace }) => workspace },
  { key: 'subject', title: 'What', width: 160, value: ({ subject }) => subject },
  { key: 'kind', title: 'Kind', width: 130, value: ({ kind }) => KIND_WORDS[kind] },
  { key: 'why', title: 'Why', width: 400, value: ({ why }) => why },
]
