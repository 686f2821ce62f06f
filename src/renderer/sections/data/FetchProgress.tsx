import { Group, Progress, Stack } from '@mantine/core'
import type { JobView } from '../../../core/contract/workbench/views.ts'
import { countText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { readFetchNote } from './fetchWords.ts'
import { JobNotes } from './JobNotes.tsx'

/** Files done of files, what is being asked now, and what was said on the way. */
export function FetchProgress({ job }: { readonly job: JobView }) {
  const note = readFetchNote(job.note)
  const share = job.total > 0 ? (job.done / job.total) * 100 : 0
  return (
    <Stack gap={10}>
      <Group gap={28} align="flex-start" wrap="nowrap">
        <Stat label="Stage" value={job.stage || 'starting'} />
        <Stat
          label="Asked"
          value={note === null ? null : countText(note.asked)}
          explanation="Files, checksums and questions, those asked again included."
          why="Nothing was asked yet."
        />
        <Stat
          label="Received"
          value={note === null ? null : note.received}
          unit={note?.unit}
          explanation="As it came, packed."
          why="Nothing was asked yet."
        />
        <Stat label="Now" value={note?.what || job.note || 'starting'} explanation="What is asked, or made of it." />
      </Group>
      <Group gap="md" wrap="nowrap">
        <Progress value={share} aria-label="Progress" animated={job.total === 0} style={{ flex: 1 }} />
        <span style={{ fontVariantNumeric: 'tabular-nums' }}>
          {note === null || job.total === 0 ? '' : `${countText(job.done)} of ${countText(job.total)} files`}
        </span>
      </Group>
      <JobNotes notes={job.notes} />
    </Stack>
  )
}
