import { Button, Group } from '@mantine/core'
import { type Ref, useMemo, useRef } from 'react'
import { readCapitalCurve, readMlBacktest } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { readIterate, readRobustness } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import type { RunView } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useCall } from '../../data/useCall.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
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
import { SourceSwitch } from './SourceSwitch.tsx'
import { StoredBacktests } from './StoredBacktests.tsx'
import { readStoredAddress, storedAddress } from './storedAddress.ts'
import { TradeInspector } from './TradeInspector.tsx'
import { TradesPanel } from './TradesPanel.tsx'
import { readTradeAddress, type TradeAddress, tradeAddress } from './tradeAddress.ts'

type SectionProps = { readonly workspace: string; readonly runId: string | null }

/** What the frozen choices would have earned in the stitched tests, after costs. */
export function BacktestSection({ workspace, runId }: SectionProps) {
  const { at } = usePlace()
  const stored = readStoredAddress(at)
  if (stored !== null) return <StoredBacktests workspace={workspace} address={stored} />
  if (runId === null) return <NoRun />
  return <RunBacktest workspace={workspace} runId={runId} />
}

function NoRun() {
  const { go } = usePlace()
  return (
    <div className="backtest-section">
      <SourceSwitch source="run" />
      <EmptyState
        title="No run to show"
        text="Run the pipeline, or choose a run in its history; its backtest is shown here."
        action={
          <Group gap="xs">
            <Button size="xs" onClick={() => go({ section: 'pipeline' })}>
              Go to the pipeline
            </Button>
            <Button
              size="xs"
              variant="default"
              onClick={() => go({ at: storedAddress({ backtestId: null, row: null }) })}
            >
              See stored backtests
            </Button>
          </Group>
        }
      />
    </div>
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
  const partTrouble = [model, robustness, iterate].find((part) => part.trouble !== null)?.trouble ?? null
  return <Backtest key={runId} workspace={workspace} run={run.value} curves={curves} partTrouble={partTrouble} />
}

type BacktestProps = {
  readonly workspace: string
  readonly run: RunView
  readonly curves: readonly ResultCurve[]
  readonly partTrouble: Trouble | null
}

/** The address names the curve, and the trade that is open beside. */
function Backtest({ workspace, run, curves, partTrouble }: BacktestProps) {
  const { at, go } = usePlace()
  const steps = useRef<RowSteps>(null)
  const address = readTradeAddress(at)
  const curve = curves.find((candidate) => candidate.id === address?.curve) ?? curves[0]
  if (curve === undefined) return null
  const { runId } = run.run
  const row = curve.id === address?.curve ? address.row : null
  const open = (next: TradeAddress, replace: boolean) => go({ at: tradeAddress(next) }, { replace })
  const aside =
    row === null ? null : (
      <TradeInspector
        workspace={workspace}
        runId={runId}
        curve={curve.id}
        curveName={curve.name}
        row={row}
        trades={curve.trades.decisionMs.length}
        currency={run.summary?.quoteCurrency ?? ''}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ curve: curve.id, row: null }, true)}
      />
    )
  return (
    <Beside id="assay-trade" aside={aside} asideLabel="the trade">
      <div className={row === null ? 'backtest-section' : 'backtest-section filling'}>
        <SourceSwitch source="run" />
        {partTrouble === null ? null : <TroubleNote trouble={partTrouble} />}
        <CurveHead
          curves={curves}
          curve={curve}
          summary={run.summary}
          onChoose={(id) => open({ curve: id, row: null }, false)}
        />
        <CurvePanels
          workspace={workspace}
          run={run}
          curves={curves}
          curve={curve}
          selected={row}
          steps={steps}
          onTrade={(next) => open({ curve: curve.id, row: next }, row !== null)}
        />
      </div>
    </Beside>
  )
}

type CurvePanelsProps = {
  readonly workspace: string
  readonly run: RunView
  readonly curves: readonly ResultCurve[]
  readonly curve: ResultCurve
  readonly selected: number | null
  readonly steps: Ref<RowSteps>
  onTrade(row: number): void
}

function CurvePanels({ workspace, run, curves, curve, selected, steps, onTrade }: CurvePanelsProps) {
  const { runId } = run.run
  const currency = run.summary?.quoteCurrency ?? ''
  const traded = curve.account.trades > 0
  return (
    <>
      <div className="backtest-stack" hidden={selected !== null}>
        {traded ? null : <NoTrades workspace={workspace} runId={runId} />}
        <FiguresPanel curve={curve} currency={currency} />
        {curves.some((candidate) => candidate.account.trades > 0) ? (
          <EquityPanel curves={curves} main={curve.id} currency={currency} buyAndHold={run.summary} />
        ) : null}
      </div>
      {traded ? (
        <TradesPanel curve={curve} summary={run.summary} selected={selected} steps={steps} onTrade={onTrade} />
      ) : null}
      <div className="backtest-stack" hidden={selected !== null}>
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
          </>
        ) : null}
        <SimulatedFilterPanel workspace={workspace} runId={runId} currency={currency} />
      </div>
    </>
  )
}
