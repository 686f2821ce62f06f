import { Button, Tabs } from '@mantine/core'
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { FOREST_Q } from '../../../core/charts/workbench/expectancyForestOption.ts'
import {
  type AnalyzeShape,
  type EventsShape,
  type ExpectancyCellShape,
  readAnalyze,
  readEvents,
} from '../../../core/contract/workbench/stageShapesEvents.ts'
import { type StageOutput, useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { ANY, distinct, EVERY_CELL, filterCells } from './cellChoice.ts'
import { DetectorChartPanel, DetectorTablePanel } from './DetectorsPanel.tsx'
import { EventInspector } from './EventInspector.tsx'
import { ExpectancyPanel } from './ExpectancyPanel.tsx'
import { type EventAddress, eventAddress, readEventAddress } from './eventAddress.ts'
import './events.css'
import { ForestPanel } from './ForestPanel.tsx'
import { LeakScanPanel } from './LeakScanPanel.tsx'
import { RegimePanel } from './RegimePanel.tsx'
import { SingleEvents } from './SingleEvents.tsx'

type EventsSectionProps = { readonly workspace: string; readonly runId: string | null }

const ENDED_BEFORE = 'This run has not come as far as this stage, or ended before it.'

/** What happened, how often, and what a trade on it would have made under which conditions. */
export function EventsSection({ workspace, runId }: EventsSectionProps) {
  const events = useStageOutput(workspace, runId, 'events', readEvents)
  const analyze = useStageOutput(workspace, runId, 'analyze', readAnalyze)
  if (runId === null) return <NothingYet text="Events are counted by the first stage of a run." />
  if (events.absent && analyze.absent) return <NothingYet text={ENDED_BEFORE} />
  return <RunEvents key={runId} workspace={workspace} runId={runId} events={events} analyze={analyze} />
}

type RunEventsProps = {
  readonly workspace: string
  readonly runId: string
  readonly events: StageOutput<EventsShape>
  readonly analyze: StageOutput<AnalyzeShape>
}

/** The address names what is open among the single events; the other tabs are a choice of the moment. */
function RunEvents({ workspace, runId, events, analyze }: RunEventsProps) {
  const { at, go } = usePlace()
  const [tab, setTab] = useState<string | null>('expectancy')
  const steps = useRef<RowSteps>(null)
  const detectors = useMemo(() => distinct((events.value?.counts ?? []).map((count) => count.detector)), [events.value])
  const address = readEventAddress(at)
  const detector = address?.detector ?? detectors[0] ?? null
  const open = (next: EventAddress | null, replace: boolean) =>
    go({ at: next === null ? null : eventAddress(next) }, { replace })
  const shown = address === null ? tab : 'events'
  const choose = (next: string | null) => {
    setTab(next)
    open(next === 'events' && detector !== null ? { detector, event: null } : null, false)
  }
  const event = shown === 'events' ? (address?.event ?? null) : null
  const aside =
    event === null || detector === null ? null : (
      <EventInspector
        workspace={workspace}
        runId={runId}
        detector={detector}
        event={event}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ detector, event: null }, true)}
      />
    )
  return (
    <Beside id="assay-event" aside={aside} asideLabel="the event">
      <div className={event === null ? 'events-section' : 'events-section filling'}>
        {event === null ? <Stats events={events.value} cells={analyze.value?.cells ?? null} /> : null}
        <Tabs className="fill" value={shown} onChange={choose} keepMounted={false}>
          <Tabs.List mb={10}>
            <Tabs.Tab value="expectancy">Expectancy</Tabs.Tab>
            <Tabs.Tab value="events">Single events</Tabs.Tab>
            <Tabs.Tab value="detectors">Detectors</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="expectancy" className="events-stack">
            <Part output={analyze} what="conditional expectancy">
              {analyze.value === null ? null : <Expectancy cells={analyze.value.cells} />}
            </Part>
          </Tabs.Panel>
          <Tabs.Panel value="events" className="events-stack fill">
            <Part output={events} what="events">
              {detector === null ? null : (
                <SingleEvents
                  workspace={workspace}
                  runId={runId}
                  detectors={detectors}
                  detector={detector}
                  selected={event}
                  steps={steps}
                  onDetector={(next) => open({ detector: next, event: null }, true)}
                  onEvent={(next) => open({ detector, event: next }, event !== null)}
                />
              )}
            </Part>
          </Tabs.Panel>
          <Tabs.Panel value="detectors" className="events-stack">
            <Part output={events} what="events">
              {events.value === null ? null : (
                <>
                  <div className="events-pair">
                    <DetectorChartPanel counts={events.value.counts} />
                    <DetectorTablePanel
                      counts={events.value.counts}
                      onDetector={(next) => open({ detector: next, event: null }, false)}
                    />
                  </div>
                  <LeakScanPanel scan={events.value.leakScan} />
                </>
              )}
            </Part>
          </Tabs.Panel>
        </Tabs>
      </div>
    </Beside>
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
    <div className="events-stats">
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
        label={`q at most ${ratioText(FOREST_Q)}`}
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
      <div className="events-pair">
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
