import { Button } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useRef, useState } from 'react'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { BoardControls, type BoardQuestion } from './BoardControls.tsx'
import { BoardPanel } from './BoardPanel.tsx'
import { type BoardAddress, boardAddress, entryKey, MOST_COMPARED, readBoardAddress } from './boardAddress.ts'
import { filterText, NO_FILTER } from './boardFilter.ts'
import { CartPanel } from './CartPanel.tsx'
import { ComparePanel } from './ComparePanel.tsx'
import { DeploymentsPanel } from './DeploymentsPanel.tsx'
import { EntryInspector } from './EntryInspector.tsx'
import { GonePanel } from './GonePanel.tsx'
import { RefusedPanel } from './RefusedPanel.tsx'
import './leaderboard.css'

const MOST_ROWS = 5_000
const START: BoardQuestion = { isWholeHome: false, filter: NO_FILTER, by: 'sharpe_ratio' }

/** Finished results, ranked and judged by the gates of a risk profile; what was said of them, and what was chosen. */
export function LeaderboardSection({ workspace }: { readonly workspace: string }) {
  const { at, go } = usePlace()
  const [question, setQuestion] = useState(START)
  const [asked] = useDebouncedValue(question, 250)
  const steps = useRef<RowSteps>(null)
  const scope = asked.isWholeHome ? null : workspace
  const order = null
  const board = useCall('leaderboard.show', {
    workspace: scope,
    filter: filterText(asked.filter),
    by: asked.by,
    order,
    limit: MOST_ROWS,
  })
  const cart = useCall('cart.show', { workspace: scope })
  const update = useAction('leaderboard.update')
  const [picked, setPicked] = useState<BoardAddress['compared']>([])
  const address = readBoardAddress(at)
  const show = (patch: Partial<BoardAddress>, replace: boolean) =>
    go({ at: boardAddress({ open: null, compared: [], ...patch }) }, { replace })
  const reload = () => {
    board.reload()
    cart.reload()
  }
  const onUpdate = async () => {
    if ((await update.run({ workspace })).ok) reload()
  }
  const open = address.open
  const row = board.value?.rows.find(
    (one) => open !== null && one.workspace === open.workspace && one.entry.id === open.id,
  )
  const aside =
    open === null || row === undefined ? null : (
      <EntryInspector
        key={entryKey(open)}
        row={row}
        isInCart={
          cart.value?.lines.some(({ entryId, workspace: place }) => entryId === open.id && place === open.workspace) ??
          false
        }
        isPicked={picked.some((one) => entryKey(one) === entryKey(open))}
        canPick={picked.length < MOST_COMPARED}
        onPick={() => setPicked(toggled(picked, open))}
        onChanged={reload}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => show({}, true)}
      />
    )
  if (address.compared.length > 1 && board.value !== null)
    return <ComparePanel rows={board.value.rows} places={address.compared} onBack={() => show({}, false)} />
  return (
    <Beside id="assay-leaderboard" aside={aside} asideLabel="the entry">
      <div className={aside === null ? 'board-stack' : 'board-stack filling'}>
        <div hidden={aside !== null}>
          <BoardControls
            question={question}
            updating={update.running}
            onQuestion={setQuestion}
            onUpdate={() => void onUpdate()}
          />
        </div>
        {board.trouble === null ? null : <TroubleNote trouble={board.trouble} />}
        {board.value === null ? (
          board.trouble === null && <Loading label="Judging" />
        ) : board.value.total === 0 ? (
          <NoEntries updating={update.running} onUpdate={() => void onUpdate()} />
        ) : (
          <BoardPanel
            board={board.value}
            isWholeHome={asked.isWholeHome}
            picked={picked}
            selected={aside === null ? null : open}
            steps={steps}
            onCompare={() => show({ compared: picked }, false)}
            onUnpick={(place) => setPicked(toggled(picked, place))}
            onEntry={(next) => show({ open: next }, open !== null)}
          />
        )}
        <div className="board-stack" hidden={aside !== null}>
          {cart.trouble === null || board.trouble !== null ? null : <TroubleNote trouble={cart.trouble} />}
          {cart.value === null ? null : <CartPanel cart={cart.value} onChanged={reload} />}
          {board.trouble === null ? <DeploymentsPanel workspace={scope} /> : null}
          {board.value === null || board.value.refused.length === 0 ? null : (
            <RefusedPanel refused={board.value.refused} />
          )}
          {board.value === null || board.value.gone.length === 0 ? null : <GonePanel gone={board.value.gone} />}
        </div>
      </div>
    </Beside>
  )
}

function toggled(picked: BoardAddress['compared'], place: BoardAddress['compared'][number]): BoardAddress['compared'] {
  const others = picked.filter((one) => entryKey(one) !== entryKey(place))
  return others.length < picked.length ? others : [...picked, { workspace: place.workspace, id: place.id }]
}

function NoEntries({ updating, onUpdate }: { readonly updating: boolean; onUpdate(): void }) {
  return (
    <EmptyState
      title="Nothing stands on the board yet"
      text="Finished backtests, what sweeps propose, and pipeline runs come onto it when it is updated."
      action={
        <Button size="xs" loading={updating} onClick={onUpdate}>
          Update the board
        </Button>
      }
    />
  )
}
