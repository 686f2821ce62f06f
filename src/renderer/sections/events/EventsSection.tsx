import { Button } from '@mantine/core'
import { type CSSProperties, type ReactNode, useCallback, useMemo, useState } from 'react'
import { FOREST_Q } from '../../../core/charts/workbench/expectancyForestOption.ts'
import {
  type EventsShape,
  type ExpectancyCellShape,
  readAnalyze,
  readEvents,
} from '../../../core/contract/workbench/stageShapesEvents.ts'
import { type StageOutput, useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { ANY, EVERY_CELL, filterCells } from './cellChoice.ts'
import { DetectorChartPanel, DetectorTablePanel } from './DetectorsPanel.tsx'
import { ExpectancyPanel } from './ExpectancyPanel.tsx'
import { ForestPanel } from './ForestPanel.tsx'
import { LeakScanPanel } from './LeakScanPanel.tsx'
import { RegimePanel } from './RegimePanel.tsx'

type EventsSectionProps = { readonly workspace: string; readonly runId: string | null }

const STACK: CSSProperties = { display: 'grid', gap: 12, gridTemplateColumns: 'minmax(0, 1fr)' }
const PAIR: CSSProperties = {
  display: 'grid',
  gap: 12,
  alignItems: 'start',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 440px), 1fr))',
}
const STATS: CSSProperties = { display: 'flex', flexWrap: 'wrap', gap: '12px 32px' }

const ENDED_BEFORE = 'This run has not come as far as this stage, or ended before it.'

/** What happened, how often, and what a trade on it would have made under which conditions. */
export function EventsSection({ workspace, runId }: EventsSectionProps) {
  const events = useStageOutput(workspace, runId, 'events', readEvents)
  const analyze = useStageOutput(workspace, runId, 'analyze', readAnalyze)
  if (runId === null) return <NothingYet text="Events are counted by the first stage of a run." />
  if (events.absent && analyze.absent) return <NothingYet text={ENDED_BEFORE} />
  return (
    <div style={STACK}>
      <Stats events={events.value} cells={analyze.value?.cells ?? null} />
      <Part output={events} what="events">
        {events.value === null ? null : (
          <>
            <div style={PAIR}>
              <DetectorChartPanel counts={events.value.counts} />
              <DetectorTablePanel counts={events.value.counts} />
            </div>
            <LeakScanPanel scan={events.value.leakScan} />
          </>
        )}
      </Part>
      <Part output={analyze} what="conditional expectancy">
        {analyze.value === null ? null : <Expectancy key={runId} cells={analyze.value.cells} />}
      </Part>
    </div>
  )
}

function Stats({
  events,
  cells,
}: {
  readonly events: EventsShape | null
  readonly cells: readonly ExpectancyCellShape[] | null
}) {
  const tested = cells?.filter((cell) => cell.p !== null).length ?? null
  const found = cells?.filter((cell) => cell.q !== null && cell.q <= FOREST_Q).length ?? null
  const gains = cells?.filter((cell) => cell.q !== null && cell.q <= FOREST_Q && (cell.mean ?? 0) > 0).length ?? null
  const total = events?.counts.reduce((sum, count) => sum + count.long + count.short, 0) ?? null
  return (
    <div style={STATS}>
      <Stat
        label="Events"
        value={countOf(total)}
        explanation="Of all detectors under their standard settings, over the development data."
      />
      <Stat
        label="Per day and leg"
        value={events?.perDayAndLeg ?? null}
        explanation="Events of all detectors in a UTC day, halved: the pair has two legs."
      />
      <Stat
        label="Planned cells"
        value={countOf(cells?.length ?? null)}
        explanation="Detector x leg x side x regime x part of the day. Each one is a trial."
      />
      <Stat
        label="Tested cells"
        value={countOf(tested)}
        explanation="Cells with at least 10 events: only these have an interval and a p-value."
      />
      <Stat
        label={`q at most ${FOREST_Q.toFixed(2)}`}
        value={found === null ? null : `${countText(found)}${found === 0 ? '' : ` (${countText(gains)} gains)`}`}
        explanation="Cells that stay after control of false discoveries over all planned cells."
      />
      <Stat
        label="Leak scan"
        value={events === null ? null : events.leakScan.clean ? 'clean' : 'not clean'}
        tone={events?.leakScan.clean === false ? 'loss' : 'plain'}
        explanation="Whether any feature or detector saw a later bar."
      />
    </div>
  )
}

function countOf(value: number | null): string | null {
  return value === null ? null : countText(value)
}

function Expectancy({ cells }: { readonly cells: readonly ExpectancyCellShape[] }) {
  const [filter, setFilter] = useState(EVERY_CELL)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const shown = useMemo(() => filterCells(cells, filter), [cells, filter])
  const pick = useCallback((key: string) => {
    setPicked((before) =>
      before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key]),
    )
  }, [])
  return (
    <>
      <ExpectancyPanel cells={cells} shown={shown} filter={filter} picked={picked} onFilter={setFilter} onPick={pick} />
      <div style={PAIR}>
        <ForestPanel cells={cells} shown={shown} picked={picked} onClear={() => setPicked(new Set())} />
        <RegimePanel cells={cells} detector={filter.detector === ANY ? null : filter.detector} />
      </div>
    </>
  )
}

type PartProps = { readonly output: StageOutput<object>; readonly what: string; readonly children: ReactNode }

/** One stage may be kept where the other is not yet, or cannot be read. */
function Part({ output, what, children }: PartProps) {
  if (output.trouble !== null) return <TroubleNote trouble={output.trouble} />
  if (output.absent) return <EmptyState title={`No ${what} yet`} text={ENDED_BEFORE} />
  return output.value === null ? <Loading label={what} /> : children
}

function NothingYet({ text }: { readonly text: string }) {
  const { go } = usePlace()
  return (
    <EmptyState
      title="No events yet"
      text={text}
      action={
        <Button size="xs" onClick={() => go({ section: 'pipeline' })}>
          Go to the pipeline
        </Button>
      }
    />
  )
}
