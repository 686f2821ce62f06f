import { useMemo } from 'react'
import { palette } from '../../../core/charts/palette.ts'
import { detectorCountsOption } from '../../../core/charts/workbench/detectorCountsOption.ts'
import type { EventsShape } from '../../../core/contract/workbench/stageShapesEvents.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type Count = EventsShape['counts'][number]

const COLUMNS: readonly DataColumn<Count>[] = [
  {
    key: 'detector',
    title: 'Detector',
    width: 164,
    value: (count) => count.detector,
    text: (count) => <Explained definition={count.title}>{count.detector}</Explained>,
    explanation: 'Point at a name to read what it looks for.',
  },
  { key: 'role', title: 'Leg', width: 88, value: (count) => count.role },
  {
    key: 'long',
    title: 'Long',
    width: 66,
    align: 'right',
    value: (count) => count.long,
    text: (count) => countText(count.long),
  },
  {
    key: 'short',
    title: 'Short',
    width: 70,
    align: 'right',
    value: (count) => count.short,
    text: (count) => countText(count.short),
  },
  {
    key: 'perDay',
    title: 'Per day',
    width: 80,
    align: 'right',
    value: (count) => count.perDay,
    text: (count) => ratioText(count.perDay),
    explanation: 'Events in a UTC day of the development data.',
  },
]

export function DetectorChartPanel({ counts }: { readonly counts: readonly Count[] }) {
  const theme = useThemeName()
  const option = useMemo(() => {
    const bars = counts.map(({ detector, role, long, short }) => ({ label: `${detector}, ${role}`, long, short }))
    return detectorCountsOption(bars, palette(theme))
  }, [counts, theme])
  return (
    <Panel
      title="Events by detector and side"
      description="Standard setting of each detector; the hold-out is not among the data."
    >
      <Chart
        option={option}
        height={counts.length * 28 + 20}
        label="Bars: long and short events of each detector and leg"
      />
    </Panel>
  )
}

type DetectorTableProps = { readonly counts: readonly Count[]; onDetector(detector: string): void }

export function DetectorTablePanel({ counts, onDetector }: DetectorTableProps) {
  return (
    <Panel
      title="Counts"
      description="The same counts in figures, and how often events come. A row opens the single events of its detector by a click or Enter."
      flush
    >
      <DataTable
        columns={COLUMNS}
        rows={counts}
        rowKey={(count) => `${count.detector} ${count.role}`}
        onRowClick={(count) => onDetector(count.detector)}
        label="Detectors with their counts of events"
      />
    </Panel>
  )
}
