import { useMemo } from 'react'
import { calibrationOption } from '../../../core/charts/workbench/calibrationOption.ts'
import { precisionRecallOption } from '../../../core/charts/workbench/precisionRecallOption.ts'
import { rocOption } from '../../../core/charts/workbench/rocOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { ModelCurvesView, ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, PAGE_NUMBERS, percentText, ratioText, writtenText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { modelName, scoreText } from './scoreWords.ts'

const HEIGHT_PX = 300
const POOLED = 'All folds, pooled'

type ProbabilityPanelsProps = { readonly workspace: string; readonly view: ModelView }

/** Whether probabilities are right, and how well they part the classes. */
export function ProbabilityPanels({ workspace, view }: ProbabilityPanelsProps) {
  const { value, trouble } = useCall('models.curves', { workspace, model: modelName(view.version) })
  return (
    <>
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      <div className="model-trio">
        <ModelCalibrationPanel view={view} />
        {value === null ? (
          trouble === null && <Loading label="Curves" />
        ) : (
          <>
            <ModelRocPanel curves={value} />
            <ModelRecallPanel curves={value} />
          </>
        )}
      </div>
    </>
  )
}

function ModelCalibrationPanel({ view: { report } }: { readonly view: ModelView }) {
  const theme = useThemeName()
  const bins = report.calibration?.bins ?? null
  const option = useMemo(
    () =>
      bins === null
        ? null
        : calibrationOption({
            points: bins,
            words: { foretold: 'Foretold probability of class 1', observed: 'Share of class 1', rows: 'rows' },
            theme,
            numbers: PAGE_NUMBERS,
          }),
    [bins, theme],
  )
  const method = report.calibration?.method ?? 'none'
  return (
    <Panel
      title="Calibration"
      description={
        <Explained definition={DEFINITIONS.calibration.text}>
          {`Brier score ${scoreText(report.pooled.brier_score)}, ${method === 'none' ? 'probabilities as they come' : `calibrated by ${method}`}. Points off the line: the probability is not what comes true.`}
        </Explained>
      }
    >
      {option === null || bins === null ? (
        <EmptyState title="No calibration" text="No probability could be compared with what came true." />
      ) : (
        <Chart option={option} height={HEIGHT_PX} label={`Calibration in ${bins.length} groups of rows`} />
      )}
    </Panel>
  )
}

function ModelRocPanel({ curves: { roc, rows } }: { readonly curves: ModelCurvesView }) {
  const theme = useThemeName()
  const option = useMemo(() => {
    if (roc === null) return null
    const threshold = roc.threshold.map((value) => value ?? Number.POSITIVE_INFINITY)
    const words = { positives: 'Class 1 found', negatives: 'Class 0 taken with it' }
    return rocOption({ name: POOLED, curve: { ...roc, threshold }, behind: [], words, theme, numbers: PAGE_NUMBERS })
  }, [roc, theme])
  const area = ratioText(roc?.area, { digits: 4 })
  return (
    <Panel
      title="ROC"
      description={
        <Explained definition={DEFINITIONS.areaUnderRoc.text}>
          {`Area under the curve ${area} on ${countText(rows)} out-of-fold rows; chance has ${writtenText(0.5)}.`}
        </Explained>
      }
    >
      {option === null ? (
        <EmptyState title="No curve" text="All rows ended alike, so there is nothing to rank." />
      ) : (
        <Chart option={option} height={HEIGHT_PX} label={`ROC curve, area ${area}`} />
      )}
    </Panel>
  )
}

function ModelRecallPanel({ curves: { precisionRecall } }: { readonly curves: ModelCurvesView }) {
  const theme = useThemeName()
  const option = useMemo(() => {
    if (precisionRecall === null) return null
    const { baseRate } = precisionRecall
    const words = { positives: 'class 1', rows: 'rows' }
    return precisionRecallOption({
      name: POOLED,
      curve: precisionRecall,
      baseRate,
      words,
      theme,
      numbers: PAGE_NUMBERS,
    })
  }, [precisionRecall, theme])
  const average = ratioText(precisionRecall?.averagePrecision, { digits: 4 })
  return (
    <Panel
      title="Precision and recall"
      description={
        <Explained definition={DEFINITIONS.averagePrecision.text}>
          {`Average precision ${average}; chance has ${percentText(precisionRecall?.baseRate, { digits: 1 })}.`}
        </Explained>
      }
    >
      {option === null ? (
        <EmptyState title="No curve" text="No row is of class 1, so there is nothing to find." />
      ) : (
        <Chart option={option} height={HEIGHT_PX} label={`Precision against recall, average precision ${average}`} />
      )}
    </Panel>
  )
}
