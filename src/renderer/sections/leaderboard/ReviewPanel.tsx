import { Button, Group, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { JournalLine } from '../../../core/contract/leaderboard.ts'
import type { BoardEntryView } from '../../../core/contract/workbench/leaderboardViews.ts'
import { useAction } from '../../data/useAction.ts'
import { useSettings } from '../../data/useSettings.ts'
import { Panel } from '../../ui/Panel.tsx'
import { timeText } from '../../ui/timeText.ts'

type ReviewPanelProps = {
  readonly workspace: string
  readonly id: string
  readonly told: BoardEntryView
  onReviewed(): void
}

/** What was said of an entry, which is never taken back, and room for more. */
export function ReviewPanel({ workspace, id, told, onReviewed }: ReviewPanelProps) {
  const { timeZone } = useSettings()
  const [note, setNote] = useState('')
  const review = useAction('leaderboard.review')
  const say = async (decision: 'accept' | 'reject' | null) => {
    if (!(await review.run({ workspace, id, note, decision })).ok) return
    setNote('')
    onReviewed()
  }
  const button = { size: 'compact-xs', disabled: note.trim() === '' || review.running } as const
  return (
    <Panel title="Review" description="Notes only grow: a later decision outdoes an earlier one">
      {told.lines.length === 0 ? null : (
        <ol className="board-journal">
          {told.lines.map((line) => (
            <li key={line.seq}>
              <div className="panel-description">
                {timeText(line.atMs, timeZone)} {timeZone} · {lineWords(line)}
                {told.outdated.includes(line.seq) ? ' · of other bytes than today’s: it counts no more' : ''}
              </div>
              {line.kind === 'review' ? <div className="board-note">{line.note}</div> : null}
            </li>
          ))}
        </ol>
      )}
      <Textarea
        label="Note"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        placeholder="What you looked at, and what you found"
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group gap={6} mt={8}>
        <Button {...button} onClick={() => void say('accept')}>
          Accept
        </Button>
        <Button {...button} color="orange" variant="light" onClick={() => void say('reject')}>
          Reject
        </Button>
        <Button {...button} variant="default" onClick={() => void say(null)}>
          Only note
        </Button>
      </Group>
    </Panel>
  )
}

function lineWords(line: JournalLine): string {
  switch (line.kind) {
    case 'review':
      return line.decision === null ? 'noted' : line.decision === 'accept' ? 'accepted' : 'rejected'
    case 'cart':
      return line.change === 'add' ? `put into the cart as ${line.profile}` : 'taken out of the cart'
    case 'deployment':
      return `locked for deployment: ${line.file}`
  }
}
