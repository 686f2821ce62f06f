import { Badge } from '@mantine/core'
import type { KeptState } from '../../core/contract/workbench/backtestViews.ts'

const COLORS: Readonly<Record<KeptState, string>> = { done: 'gray', unfinished: 'ocean', broken: 'orange' }

/** How far something stored has come. */
export function KeptStateBadge({ state }: { readonly state: KeptState }) {
  return (
    <Badge size="sm" variant="light" tt="none" color={COLORS[state]}>
      {state}
    </Badge>
  )
}
