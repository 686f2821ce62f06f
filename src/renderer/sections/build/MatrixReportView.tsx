import type { Ref } from 'react'
import type { MatrixView } from '../../../core/contract/workbench/buildViews.ts'
import { useSettings } from '../../data/useSettings.ts'
import { countText, percentText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { timeText } from '../../ui/timeText.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { ColumnsPanel } from './ColumnsPanel.tsx'
import { CorrelationsPanel } from './CorrelationsPanel.tsx'
import { FindingsPanel } from './FindingsPanel.tsx'

type MatrixReportProps = {
  readonly view: MatrixView
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onColumn(name: string): void
}

/** One matrix: what is wrong with it, its columns, and how they hang together. */
export function MatrixReportView({ view, selected, steps, onColumn }: MatrixReportProps) {
  const { report, record } = view
  const { timeZone } = useSettings()
  return (
    <>
      <div className="build-stats">
        <Stat label="Rows" value={countText(report.rows)} />
        <Stat
          label="Effective rows"
          value={countText(record.effectiveRows)}
          explanation="Sum of the labels’ average uniqueness (AFML 4.2)."
        />
        <Stat
          label="Gains"
          value={record.rows === 0 ? null : percentText(record.gains / record.rows, { digits: 1 })}
          explanation="Share of the rows with label 1: the base rate that a model has to beat."
        />
        <Stat label="Columns" value={countText(report.columns.length)} />
        <Stat
          label={`First decision, ${timeZone}`}
          value={timeText(report.firstMs, timeZone)}
          explanation="The bar at whose close the first event was known."
        />
        <Stat
          label={`Last decision, ${timeZone}`}
          value={timeText(report.lastMs, timeZone)}
          explanation="All rows end before the sealed hold-out begins."
        />
      </div>
      <FindingsPanel checks={report.checks} onColumn={onColumn} />
      <ColumnsPanel columns={report.columns} selected={selected} steps={steps} onColumn={onColumn} />
      <CorrelationsPanel map={report.correlations} />
    </>
  )
}
