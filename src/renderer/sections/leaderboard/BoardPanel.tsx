import { Button } from '@mantine/core'
import { type Ref, useMemo } from 'react'
import type { BoardListView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { windowWords } from '../../data/windowWords.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { useBackInSight } from '../../ui/useBackInSight.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { type EntryPlace, entryKey } from './boardAddress.ts'
import { boardColumns } from './boardColumns.tsx'

type BoardPanelProps = {
  readonly board: BoardListView
  readonly isWholeHome: boolean
  readonly picked: readonly EntryPlace[]
  readonly selected: EntryPlace | null
  readonly steps: Ref<RowSteps>
  onCompare(): void
  onUnpick(place: EntryPlace): void
  onEntry(place: EntryPlace): void
}

export function BoardPanel(props: BoardPanelProps) {
  const { board, isWholeHome, picked, selected, steps, onCompare, onUnpick, onEntry } = props
  const columns = useMemo(() => boardColumns(isWholeHome, selected !== null), [isWholeHome, selected])
  const place = useBackInSight(selected !== null)
  return (
    <div ref={place} className="fill">
      <Panel
        title="Leaderboard"
        description={descriptionOf(board)}
        actions={
          picked.length === 0 ? undefined : (
            <>
              {picked.map((one) => (
                <Button
                  key={entryKey(one)}
                  size="compact-xs"
                  variant="light"
                  title="Take it out of the comparison"
                  onClick={() => onUnpick(one)}
                >
                  {one.id.slice(0, 8)} ×
                </Button>
              ))}
              <Button size="compact-xs" disabled={picked.length < 2} onClick={onCompare}>
                Compare
              </Button>
            </>
          )
        }
        flush
      >
        <DataTable
          columns={columns}
          rows={board.rows}
          rowKey={({ workspace, entry }) => entryKey({ workspace, id: entry.id })}
          onRowClick={({ workspace, entry }) => onEntry({ workspace, id: entry.id })}
          selectedKey={selected === null ? null : entryKey(selected)}
          steps={steps}
          height={selected === null ? 520 : '100%'}
          label="Entries of the leaderboard; Enter opens one"
          emptyText="No entry meets this filter. Take a condition away."
        />
      </Panel>
    </div>
  )
}

function descriptionOf({ rows, matched, total, withoutValue, notes }: BoardListView): string {
  const shown =
    rows.length < matched ? `The first ${countText(rows.length)} of ${countText(matched)}` : countText(matched)
  const without =
    withoutValue === 0
      ? ''
      : ` ${countText(withoutValue)} are left out only because a figure of the filter has no value.`
  return `${shown} of ${countText(total)} entries, judged by the ledger of now.${without} ${windowWords(notes.join(' '))}`.trim()
}
