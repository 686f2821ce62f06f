import { type Ref, useMemo, useState } from 'react'
import type { TrialMark } from '../../../core/charts/workbench/trialMarks.ts'
import type { SweepView } from '../../../core/contract/workbench/sweepViews.ts'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { FoundPanel } from './FoundPanel.tsx'
import { LuckPanel } from './LuckPanel.tsx'
import { MapPanel } from './MapPanel.tsx'
import { OverfittingPanel } from './OverfittingPanel.tsx'
import { ParallelPanel } from './ParallelPanel.tsx'
import { ScatterPanel } from './ScatterPanel.tsx'
import { TrialFilterBar } from './TrialFilterBar.tsx'
import { TrialsPanel } from './TrialsPanel.tsx'
import { trialColumns } from './trialColumns.ts'
import { EVERY_TRIAL } from './trialFilters.ts'
import { WalkForwardPanel } from './WalkForwardPanel.tsx'

type SweepReportProps = {
  readonly workspace: string
  readonly view: SweepView
  readonly selected: number | null
  readonly steps: Ref<RowSteps>
  onTrial(row: number): void
}

/** A finished sweep: what was found beside luck, its trials as pictures and as a table. */
export function SweepReport({ workspace, view, selected, steps, onTrial }: SweepReportProps) {
  const [question, setQuestion] = useState(EVERY_TRIAL)
  const columns = useMemo(() => trialColumns(view), [view])
  const marks = useMemo(() => marksOf(view, question.fold), [view, question.fold])
  const parts = { workspace, view, columns, question, marks }
  const isOpen = selected !== null
  return (
    <>
      <div className="sweeps-stack" hidden={isOpen}>
        <LuckPanel view={view} />
        {view.overfitting === null ? null : <OverfittingPanel told={view.overfitting} />}
        <FoundPanel view={view} onTrial={onTrial} />
        {view.summary.walkForward === null ? null : <WalkForwardPanel view={view} />}
      </div>
      <TrialFilterBar view={view} columns={columns} question={question} onQuestion={setQuestion} />
      <div className="sweeps-stack" hidden={isOpen}>
        <ParallelPanel {...parts} onDrawn={(drawn) => setQuestion((before) => ({ ...before, drawn }))} />
        <div className="sweeps-pair">
          <MapPanel {...parts} />
          <ScatterPanel {...parts} onTrial={onTrial} />
        </div>
      </div>
      <TrialsPanel {...parts} selected={selected} steps={steps} onTrial={onTrial} />
    </>
  )
}

/** Best and plateau are of the whole range. */
function marksOf({ summary: { best, plateau } }: SweepView, fold: number): readonly TrialMark[] {
  if (fold !== 0) return []
  return [
    ...(plateau === null ? [] : [{ kind: 'plateau' as const, row: plateau.row }]),
    ...(best === null ? [] : [{ kind: 'best' as const, row: best.row }]),
  ]
}
