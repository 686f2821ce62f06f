import { Badge } from '@mantine/core'
import { IconCircleCheck, IconCircleX, IconHelpCircle } from '@tabler/icons-react'
import type { Verdict } from '../../core/contract/summary.ts'

const FACES = {
  edge: { text: 'Edge', color: 'ocean', Icon: IconCircleCheck },
  'no-edge': { text: 'No edge', color: 'orange', Icon: IconCircleX },
  'not-enough-data': { text: 'Not enough data', color: 'gray', Icon: IconHelpCircle },
} as const

export function VerdictChip({ verdict }: { readonly verdict: Verdict }) {
  const { text, color, Icon } = FACES[verdict]
  return (
    <Badge color={color} tt="none" leftSection={<Icon size={13} aria-hidden="true" />}>
      {text}
    </Badge>
  )
}
