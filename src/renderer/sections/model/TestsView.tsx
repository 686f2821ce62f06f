import type { ModelTestsShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TEST_COLUMNS } from './foldColumns.ts'
import { NotKept } from './NotKept.tsx'
import { OutOfSamplePanels } from './OutOfSamplePanels.tsx'

type TestsViewProps = { readonly backtest: ModelTestsShape | null; readonly isMissing: boolean }

/** How the frozen models did on events that they had not seen. */
export function TestsView({ backtest, isMissing }: TestsViewProps) {
  if (backtest === null)
    return isMissing ? (
      <EmptyState
        title="Not tested yet"
        text="This run has not come to its ML backtest. Follow it in the job rail, or run the pipeline again: it goes on where it stopped."
      />
    ) : (
      <Loading label="Reading the tests of the models" />
    )
  const { scores, predictions, importance } = backtest
  if (scores.length === 0)
    return (
      <EmptyState
        title="No model was tested"
        text="No fold before the hold-out has a trained model. The training says why, fold by fold; more history or a detector that fires more often gives it more to learn from."
      />
    )
  return (
    <>
      <Panel
        title="Scores by fold"
        description="Every fold's frozen model on its test events, none of which it had seen; shown whether it was adopted or not."
        flush
      >
        <DataTable
          columns={TEST_COLUMNS}
          rows={scores}
          rowKey={(score) => `${score.fold}`}
          label="Scores on the test blocks"
        />
      </Panel>
      {predictions === undefined ? (
        <Panel title="Calibration, threshold, ROC, precision and recall, importance">
          <NotKept what="the predictions of its models were" />
        </Panel>
      ) : predictions.fold.length === 0 ? (
        <EmptyState title="No test events" text="No event fell into a test block, so there is nothing to compare." />
      ) : (
        <OutOfSamplePanels predictions={predictions} importance={importance} scores={scores} />
      )}
    </>
  )
}
