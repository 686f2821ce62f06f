import { Button } from '@mantine/core'
import { useMemo } from 'react'
import { palette } from '../../../core/charts/palette.ts'
import { expectancyForestOption, FOREST_Q } from '../../../core/charts/workbench/expectancyForestOption.ts'
import type { ExpectancyCellShape } from '../../../core/contract/workbench/stageShapesEvents.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { PAGE_NUMBERS, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { forestCells } from './cellChoice.ts'

type ForestPanelProps = {
  /** From which the cells of the smallest p are drawn where none is picked. */
  readonly shown: readonly ExpectancyCellShape[]
  readonly cells: readonly ExpectancyCellShape[]
  readonly picked: ReadonlySet<string>
  onClear(): void
}

const ROW_PX = 24

export function ForestPanel({ shown, cells, picked, onClear }: ForestPanelProps) {
  const theme = useThemeName()
  const drawn = useMemo(() => forestCells(picked.size > 0 ? cells : shown, picked), [cells, shown, picked])
  const option = useMemo(() => expectancyForestOption(drawn, palette(theme), PAGE_NUMBERS), [drawn, theme])
  const what = picked.size > 0 ? 'The cells that were picked' : 'The cells of the smallest p in the table'
  const skipped =
    picked.size > drawn.length ? ` ${picked.size - drawn.length} picked without an interval are not drawn.` : ''
  return (
    <Panel
      title="Forest plot"
      description={`${what}: mean net return with its 95 % interval. Filled where q is at most ${ratioText(FOREST_Q)}.${skipped}`}
      actions={
        picked.size === 0 ? undefined : (
          <Button size="compact-xs" variant="default" onClick={onClear}>
            Clear picks
          </Button>
        )
      }
    >
      {drawn.length === 0 ? (
        <EmptyState
          title="No interval to draw"
          text="None of these cells has the 10 events that an interval needs. Widen the filter, or bring a longer history."
        />
      ) : (
        <Chart
          option={option}
          height={drawn.length * ROW_PX + 48}
          label={`Forest plot of ${drawn.length} expectancy cells; the same numbers stand in the table`}
        />
      )}
    </Panel>
  )
}
