import { Button, Stack } from '@mantine/core'
import { useMemo, useState } from 'react'
import { readCapitalCurve, readMlBacktest } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { readIterate, readRobustness } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import type { RunView } from '../../../core/contract/workbench/views.ts'
import { useCall } from '../../data/useCall.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import './backtest.css'
import { CurveHead } from './CurveHead.tsx'
import { EquityPanel } from './EquityPanel.tsx'
import { ExposurePanel } from './ExposurePanel.tsx'
import { FiguresPanel } from './FiguresPanel.tsx'
import { MonthsPanel } from './MonthsPanel.tsx'
import { NoTrades } from './NoTrades.tsx'
import { ReturnsPanel } from './ReturnsPanel.tsx'
import { RollingSharpePanel } from './RollingSharpePanel.tsx'
import { type ResultCurve, resultCurves } from './resultCurves.ts'
import { SimulatedFilterPanel } from './SimulatedFilterPanel.tsx'
import { TradesPanel } from './TradesPanel.tsx'

type SectionProps = { readonly workspace: string; readonly runId: string | null }

/** What the frozen choices would have earned in the stitched tests, after costs. */
export function BacktestSection({ workspace, runId }: SectionProps) {
  if (runId === null) return <NoRun />
  return <RunBacktest workspace={workspace} runId={runId} />
}

function NoRun() {
  const { go } = usePlace()
  return (
    <EmptyState
      title="No run to show"
      text="Run the pipeline, or choose a run in its history; its backtest is shown here."
      action={
        <Button size="xs" onClick={() => go({ section: 'pipeline' })}>
          Go to the pipeline
        </Button>
      }
    />
  )
}

function RunBacktest({ workspace, runId }: { readonly workspace: string; readonly runId: string }) {
  const run = useCall('runs.show', { workspace, runId })
  const capital = useStageOutput(workspace, runId, 'capital-curve', readCapitalCurve)
  const model = useStageOutput(workspace, runId, 'ml-backtest', readMlBacktest)
  const robustness = useStageOutput(workspace, runId, 'robustness', readRobustness)
  const iterate = useStageOutput(workspace, runId, 'iterate', readIterate)
  const curves = useMemo(() => {
    if (capital.value === null) return null
    return resultCurves({
      capital: capital.value,
      model: model.value,
      robustness: robustness.value,
      iterate: iterate.value,
    })
  }, [capital.value, model.value, robustness.value, iterate.value])
  const trouble = run.trouble ?? capital.trouble
  if (trouble) return <TroubleNote trouble={trouble} />
  if (capital.absent)
    return (
      <EmptyState
        title="No backtest yet"
        text="This run has not come to its capital curve. Follow it in the job rail, or run the pipeline again: it goes on where it stopped."
      />
    )
  if (curves === null || run.value === null) return <Loading label="Reading the backtest" />
  const partTrouble = [model, robustness, iterate].find((part) => part.trouble !== null)?.trouble
  return (
    <Stack gap="sm">
      {partTrouble ? <TroubleNote trouble={partTrouble} /> : null}
      <Backtest workspace={workspace} run={run.value} curves={curves} />
    </Stack>
  )
}

type BacktestProps = { readonly workspace: string; readonly run: RunView; readonly curves: readonly ResultCurve[] }

function Backtest({ workspace, run, curves }: BacktestProps) {
  const [wanted, setWanted] = useState<string | null>(null)
  const curve = curves.find((candidate) => candidate.id === wanted) ?? curves[0]
  if (curve === undefined) return null
  const { runId } = run.run
  const currency = run.summary?.quoteCurrency ?? ''
  const traded = curve.account.trades > 0
  return (
    <>
      <CurveHead curves={curves} curve={curve} summary={run.summary} onChoose={setWanted} />
      {traded ? null : <NoTrades workspace={workspace} runId={runId} />}
      <FiguresPanel curve={curve} currency={currency} />
      {curves.some((candidate) => candidate.account.trades > 0) ? (
        <EquityPanel curves={curves} main={curve.id} currency={currency} buyAndHold={run.summary} />
      ) : null}
      {traded ? (
        <>
          <div className="backtest-pair">
            <MonthsPanel account={curve.account} currency={currency} />
            <ReturnsPanel curve={curve} />
          </div>
          <div className="backtest-pair">
            <RollingSharpePanel account={curve.account} />
            <ExposurePanel curve={curve} />
          </div>
          <TradesPanel curve={curve} summary={run.summary} />
        </>
      ) : null}
      <SimulatedFilterPanel workspace={workspace} runId={runId} currency={currency} />
    </>
  )
}
