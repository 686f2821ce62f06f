import { Button, Group } from '@mantine/core'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { BoardRowView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { countText, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { KIND_WORDS, warningsOf } from './boardWords.ts'
import { EntryFigures } from './EntryFigures.tsx'
import { EntryGates } from './EntryGates.tsx'
import { ReviewPanel } from './ReviewPanel.tsx'

type EntryInspectorProps = {
  readonly row: BoardRowView
  readonly isInCart: boolean
  readonly isPicked: boolean
  readonly canPick: boolean
  onPick(): void
  onChanged(): void
  onStep(rows: number): void
  onClose(): void
}

/** One entry: each gate with its reason, what luck makes of it, what was said of it. */
export function EntryInspector(props: EntryInspectorProps) {
  const { row, isInCart, isPicked, canPick, onPick, onChanged, onStep, onClose } = props
  const { workspace, entry, judgement } = row
  const told = useCall('leaderboard.entry', { workspace, id: entry.id })
  const { go } = usePlace()
  const add = useAction('cart.add')
  const warnings = warningsOf(entry)
  const choose = async () => {
    if ((await add.run({ workspace, id: entry.id, profile: row.profile })).ok) onChanged()
  }
  return (
    <div className="aside-stack">
      <AsideHead
        title={entry.subject}
        text={`${KIND_WORDS[entry.kind]} on ${entry.instruments.join(' + ')} ${entry.interval} in ${workspace}, ${dayOf(entry.fromMs)} to ${dayOf(entry.toMs)}${warnings.length === 0 ? '' : `; ${warnings.join(', ')}`}`}
        what="entry"
        onStep={onStep}
        onClose={onClose}
      />
      <Group gap={6}>
        <Button size="compact-xs" variant="default" onClick={() => go(placeOf(row))}>
          Open it
        </Button>
        <Button size="compact-xs" variant="default" disabled={!isPicked && !canPick} onClick={onPick}>
          {isPicked ? 'Take out of the comparison' : 'Compare with others'}
        </Button>
        <Button
          size="compact-xs"
          disabled={isInCart}
          loading={add.running}
          title="Only what was reviewed and accepted, and passes every gate of its profile"
          onClick={() => void choose()}
        >
          {isInCart ? 'In the cart' : 'Put into the cart'}
        </Button>
      </Group>
      <Panel title="Luck" description="The deflated Sharpe ratio, by the trials of the ledger on these symbols">
        <div className="fact-grid">
          <Stat
            label="Probability now"
            value={percentText(judgement.deflation.probability, { digits: 1 })}
            explanation={DEFINITIONS.deflatedSharpe.text}
          />
          <Stat label="Trials now" value={countText(judgement.deflation.trials)} />
          <Stat
            label="Probability then"
            value={percentText(entry.deflation.probability, { digits: 1 })}
            explanation="When the result was made."
          />
          <Stat label="Trials then" value={countText(entry.deflation.trials)} />
        </div>
      </Panel>
      <EntryGates row={row} />
      <EntryFigures run={entry.run} nextOpen={entry.nextOpen} />
      {told.trouble === null ? null : <TroubleNote trouble={told.trouble} />}
      {told.value === null ? null : (
        <ReviewPanel
          workspace={workspace}
          id={entry.id}
          told={told.value}
          onReviewed={() => {
            told.reload()
            onChanged()
          }}
        />
      )}
    </div>
  )
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10)
}

/** Where the result itself is shown. */
function placeOf({ workspace, entry: { id, kind } }: BoardRowView) {
  if (kind === 'backtest') return { workspace, section: 'backtest', at: `stored.${id}` } as const
  if (kind === 'pipeline') return { workspace, section: 'robustness', runId: id } as const
  return { workspace, section: 'sweeps', at: id.replace(/-.*/, '') } as const
}
