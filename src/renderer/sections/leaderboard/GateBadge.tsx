import { Badge } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import type { BoardGateState } from '../../../core/contract/workbench/leaderboardViews.ts'
import { GATE_WORDS } from './boardWords.ts'

const FACES = {
  pass: { color: 'ocean', Icon: IconCircleCheck },
  fail: { color: 'orange', Icon: IconCircleX },
  'not-enough-data': { color: 'gray', Icon: IconHelpCircle },
} as const

export function GateBadge({ state }: { readonly state: BoardGateState }) {
  const { color, Icon } = FACES[state]
  return (
    <Badge size="sm" variant="light" color={color} tt="none" leftSection={<Icon size={12} aria-hidden="true" />}>
      {GATE_WORDS[state]}
    </Badge>
  )
}
