import { SimpleGrid, Tabs } from '@mantine/core'
import { useViewportSize } from '@mantine/hooks'
import { useState } from 'react'
import type { SeriesView } from '../../../core/contract/workbench/views.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { countText } from '../../ui/numberText.ts'
import { CandlesPanel, type ChartGoal } from './CandlesPanel.tsx'
import { CoveragePanel } from './CoveragePanel.tsx'
import { GapsPanel } from './GapsPanel.tsx'
import { PassportPanel } from './PassportPanel.tsx'
import { RejectsPanel } from './RejectsPanel.tsx'
import { SourcesPanel } from './SourcesPanel.tsx'

type SeriesPanelsProps = {
  readonly workspace: string
  readonly series: SeriesView
  /** Start of a bar to go to at first; null: all of the series is seen. */
  readonly barMs: number | null
}

const LEAST_LIST_HEIGHT = 330

/** One series: its bars, its passport, and what is missing or was refused. */
export function SeriesPanels({ workspace, series, barMs }: SeriesPanelsProps) {
  const { passport, upToDate } = series
  const window = useViewportSize()
  // The candles take two fifths of a window, what frames both lists the rest.
  const listHeight = Math.max(LEAST_LIST_HEIGHT, Math.round(window.height * 0.6 - 235))
  const [goal, setGoal] = useState<ChartGoal | null>(() => barGoal(passport, barMs))
  return (
    <>
      <CandlesPanel workspace={workspace} passport={passport} goal={goal} />
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="sm" style={{ alignItems: 'start' }}>
        <PassportPanel passport={passport} upToDate={upToDate} />
        <section className="panel" aria-label="Coverage, gaps, rejects and sources">
          <Tabs defaultValue="coverage" keepMounted={false}>
            <Tabs.List>
              <Tabs.Tab value="coverage">Coverage</Tabs.Tab>
              <Tabs.Tab value="gaps">Gaps ({countText(passport.gapCount)})</Tabs.Tab>
              <Tabs.Tab value="rejects">Rejects ({countText(passport.rejected)})</Tabs.Tab>
              <Tabs.Tab value="sources">Sources ({countText(passport.sources.length)})</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="coverage" p={12}>
              <CoveragePanel
                workspace={workspace}
                passport={passport}
                height={listHeight - 24}
                onDay={(dayMs) => setGoal({ target: { fromMs: dayMs, toMs: dayMs + DAY_MS }, isMarked: true })}
              />
            </Tabs.Panel>
            <Tabs.Panel value="gaps">
              <GapsPanel
                passport={passport}
                height={listHeight}
                onGap={({ fromMs, toMs }) => setGoal({ target: { fromMs, toMs }, isMarked: true })}
              />
            </Tabs.Panel>
            <Tabs.Panel value="rejects">
              <RejectsPanel workspace={workspace} passport={passport} height={listHeight} />
            </Tabs.Panel>
            <Tabs.Panel value="sources">
              <SourcesPanel passport={passport} height={listHeight} />
            </Tabs.Panel>
          </Tabs>
        </section>
      </SimpleGrid>
    </>
  )
}

function barGoal({ interval }: Passport, barMs: number | null): ChartGoal | null {
  const lengthMs = parseInterval(interval)
  if (barMs === null || !lengthMs.ok) return null
  return { target: { fromMs: barMs, toMs: barMs + lengthMs.value.ms }, isMarked: true }
}
