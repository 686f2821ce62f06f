import { Badge } from '@mantine/core'
import type { RunRecord } from '../../../core/contract/runRecord.ts'

const COLORS: Readonly<Record<RunRecord['state'], string>> = {
  running: 'ocean',
  done: 'gray',
  failed: 'orange',
  cancelled: 'yellow',
  unfinished: 'yellow',
}

export function RunStateBadge({ state }: { readonly state: RunRecord['state'] }) {
  return (
    <Badge color={COLORS[state]} tt="none">
      {state}
    </Badge>
  )
}
