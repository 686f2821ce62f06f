import { useMemo } from 'react'
import { eventStudyOption } from '../../../core/charts/workbench/eventStudyOption.ts'
import type { EventStudyView } from '../../../core/contract/workbench/discoveryViews.ts'
import { countWords } from '../../../core/time/countWords.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type EventStudyPanelProps = { readonly workspace: string; readonly runId: string; readonly id: string }

/** What prices did around the events, beside matched controls; read from the bars again. */
export function EventStudyPanel({ workspace, runId, id }: EventStudyPanelProps) {
  const { value, trouble } = useCall('discoveries.eventStudy', { workspace, runId, id })
  return (
    <Panel title="Around the events" description={value === null ? 'Reading the bars again' : studyWords(value)}>
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null ? trouble === null && <Loading /> : <Study study={value} />}
    </Panel>
  )
}

function Study({ study }: { readonly study: EventStudyView }) {
  const theme = useThemeName()
  const option = useMemo(() => eventStudyOption(study, theme, PAGE_NUMBERS), [study, theme])
  return (
    <Chart
      option={option}
      height={280}
      label={`Mean cumulative return around ${countWords(study.events, 'event')}, with a 95 % band and the same at matched controls`}
    />
  )
}

function studyWords({ events, clusters, controls }: EventStudyView): string {
  return `Cumulative return since the open after the event, in the direction of the trade: ${countWords(events, 'event')} in ${countWords(clusters, 'cluster')}, ${countWords(controls, 'control')}`
}
