import { Button, Group, SegmentedControl, Select, TextInput } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { RISK_PROFILES } from '../../../core/contract/leaderboard.ts'
import type { BoardGateState, BoardReview } from '../../../core/contract/workbench/leaderboardViews.ts'
import { FIGURE_LIST } from '../../../core/metrics/performance/figureNames.ts'
import type { BoardFilter } from './boardFilter.ts'
import { GATE_WORDS, REVIEW_WORDS } from './boardWords.ts'

export type BoardQuestion = { readonly isWholeHome: boolean; readonly filter: BoardFilter; readonly by: string }

type BoardControlsProps = {
  readonly question: BoardQuestion
  readonly updating: boolean
  onQuestion(question: BoardQuestion): void
  onUpdate(): void
}

const GATES: readonly BoardGateState[] = ['pass', 'fail', 'not-enough-data']
const REVIEWS: readonly BoardReview[] = ['accepted', 'rejected', 'noted', 'none']
const MEASURES = [
  ...FIGURE_LIST.map(({ name, label }) => ({ value: name, label })),
  { value: 'deflated_sharpe', label: 'Deflated Sharpe probability' },
]

/** Which entries stand on the board, and what ranks them. */
export function BoardControls({ question, updating, onQuestion, onUpdate }: BoardControlsProps) {
  const { filter, by, isWholeHome } = question
  const change = (patch: Partial<BoardFilter>) => onQuestion({ ...question, filter: { ...filter, ...patch } })
  return (
    <Group gap="xs" align="flex-end">
      <SegmentedControl
        size="xs"
        aria-label="Whose entries"
        value={isWholeHome ? 'home' : 'workspace'}
        onChange={(value) => onQuestion({ ...question, isWholeHome: value === 'home' })}
        data={[
          { value: 'workspace', label: 'This workspace' },
          { value: 'home', label: 'All workspaces' },
        ]}
      />
      <Select
        label="Ranked by"
        size="xs"
        w={156}
        searchable
        allowDeselect={false}
        data={MEASURES}
        value={by}
        onChange={(value) => value !== null && onQuestion({ ...question, by: value })}
      />
      <Select
        label="Judged by"
        size="xs"
        w={122}
        clearable
        placeholder="its own profile"
        data={[...RISK_PROFILES]}
        value={filter.profile}
        onChange={(value) => change({ profile: RISK_PROFILES.find((name) => name === value) ?? null })}
      />
      <Select
        label="Gates"
        size="xs"
        w={122}
        clearable
        placeholder="any"
        data={GATES.map((value) => ({ value, label: GATE_WORDS[value] }))}
        value={filter.gate}
        onChange={(value) => change({ gate: GATES.find((name) => name === value) ?? null })}
      />
      <Select
        label="Review"
        size="xs"
        w={98}
        clearable
        placeholder="any"
        data={REVIEWS.map((value) => ({ value, label: REVIEW_WORDS[value] }))}
        value={filter.review}
        onChange={(value) => change({ review: REVIEWS.find((name) => name === value) ?? null })}
      />
      <TextInput
        label="And"
        size="xs"
        w={196}
        placeholder="sharpe:>1.5,trades:>=50"
        value={filter.typed}
        onChange={(event) => change({ typed: event.currentTarget.value })}
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={14} />}
        loading={updating}
        title="Takes up what was finished since, and lets go of what is gone"
        onClick={onUpdate}
      >
        Update
      </Button>
    </Group>
  )
}
