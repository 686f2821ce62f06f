import { Badge, Group, Progress, Stack } from '@mantine/core'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { countText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { type ConnectionState, connectionState, readDownloadNote } from './downloadNote.ts'
import { JobNotes } from './JobNotes.tsx'
import { type SymbolProgress, symbolProgress } from './symbolProgress.ts'

const STATES: { readonly [state in ConnectionState['state']]: { readonly label: string; readonly color: string } } = {
  connecting: { label: 'connecting', color: 'gray' },
  connected: { label: 'connected', color: 'blue' },
  interrupted: { label: 'interrupted', color: 'orange' },
}

/** Connection, pacing and what is waited for, and how far each symbol is. */
export function DownloadProgress({ job }: { readonly job: JobView }) {
  const note = readDownloadNote(job.note)
  const connection = connectionState(job.notes, note?.what ?? job.note)
  const { label, color } = STATES[connection.state]
  return (
    <Stack gap={10}>
      <Group gap="sm" wrap="nowrap" align="center">
        <Badge color={color} variant="light" radius="sm" tt="none" style={{ flexShrink: 0 }}>
          {label}
        </Badge>
        <span style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{connection.text}</span>
      </Group>
      <Group gap={28} align="flex-start" wrap="nowrap">
        <Stat
          label="Requests"
          value={note === null ? null : countText(note.requests)}
          explanation="Sent in this session."
          why="Nothing was asked yet."
        />
        <Stat
          label="Last 10 minutes"
          value={note === null ? null : countText(note.lastTenMinutes)}
          explanation="Requests for bars, sessions and heads, as the broker's pacing rules count them."
          why="Nothing was asked yet."
        />
        <Stat
          label="Now"
          value={note?.what || job.note || 'starting'}
          explanation="What is asked, or what is waited for and why."
        />
      </Group>
      <div
        style={{
          display: 'grid',
          gridTemplateColumns: 'max-content minmax(80px, 1fr) max-content',
          gap: '6px 12px',
          alignItems: 'center',
        }}
      >
        {symbolProgress(job, note).map((row) => (
          <SymbolRow key={row.symbol} row={row} />
        ))}
      </div>
      <JobNotes notes={job.notes} />
    </Stack>
  )
}

function SymbolRow({ row }: { readonly row: SymbolProgress }) {
  const { symbol, state, done, planned } = row
  const share = state === 'done' ? 100 : planned > 0 ? (done / planned) * 100 : 0
  const text =
    state === 'done'
      ? 'done'
      : state === 'waiting'
        ? 'waits its turn'
        : `${countText(done)} of about ${countText(planned)} answers`
  return (
    <>
      <strong>{symbol}</strong>
      <Progress value={share} aria-label={`Progress of ${symbol}`} />
      <span style={{ fontVariantNumeric: 'tabular-nums' }}>{text}</span>
    </>
  )
}
