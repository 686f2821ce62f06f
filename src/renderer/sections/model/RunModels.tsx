import { Alert, Button, SegmentedControl } from '@mantine/core'
import { IconFilterCheck, IconFilterOff } from '@tabler/icons-react'
import { useState } from 'react'
import {
  type OptimizeShape,
  readModelSelect,
  readModelTests,
  readOptimize,
} from '../../../core/contract/workbench/stageShapesModel.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { adoptionWords } from './adoptionWords.ts'
import { FoldDatesPanel } from './FoldDatesPanel.tsx'
import { FoldsView } from './FoldsView.tsx'
import { ModelSource } from './ModelSource.tsx'
import { TestsView } from './TestsView.tsx'
import { TrainingSetPanel } from './TrainingSetPanel.tsx'

type RunModelsProps = { readonly workspace: string; readonly runId: string | null }

const VIEWS = [
  { value: 'training', label: 'Folds and training' },
  { value: 'tests', label: 'On unseen events' },
]

/** What was learned in each fold, how it scored on data it had not seen, and why it trades or does not. */
export function RunModels({ workspace, runId }: RunModelsProps) {
  const [view, setView] = useState('training')
  const optimize = useStageOutput(workspace, runId, 'optimize', readOptimize)
  const select = useStageOutput(workspace, runId, 'select', readModelSelect)
  const backtest = useStageOutput(workspace, runId, 'ml-backtest', readModelTests)
  if (runId === null)
    return (
      <div className="model-stack">
        <ModelSource source="run" />
        <NothingYet text="Models of the pipeline are trained by a run of it." />
      </div>
    )
  if (optimize.trouble !== null) return <TroubleNote trouble={optimize.trouble} />
  return (
    <div className="model-stack">
      <ModelSource source="run" />
      <Learned optimize={optimize.value} isMissing={optimize.absent} />
      {select.trouble === null ? null : <TroubleNote trouble={select.trouble} />}
      {backtest.trouble === null ? null : <TroubleNote trouble={backtest.trouble} />}
      {optimize.value === null ? null : (
        <>
          <SegmentedControl
            size="xs"
            className="model-views"
            aria-label="What is shown of the models"
            value={view}
            onChange={setView}
            data={VIEWS}
          />
          {view === 'tests' ? (
            <TestsView backtest={backtest.value} isMissing={backtest.absent} />
          ) : (
            <>
              {backtest.value === null ? null : (
                <FoldDatesPanel folds={backtest.value.folds} scores={backtest.value.scores} />
              )}
              <FoldsView optimize={optimize.value} select={select.value} tests={backtest.value?.scores ?? null} />
              <TrainingSetPanel key={runId} workspace={workspace} runId={runId} />
            </>
          )}
        </>
      )}
    </div>
  )
}

function Learned({ optimize, isMissing }: { readonly optimize: OptimizeShape | null; readonly isMissing: boolean }) {
  if (optimize === null) {
    return isMissing ? (
      <NothingYet text="This run has not come as far as its training, or ended before." />
    ) : (
      <Loading label="Models" />
    )
  }
  const words = adoptionWords(optimize)
  const Icon = words.tone === 'adopted' ? IconFilterCheck : IconFilterOff
  return (
    <>
      <Stats optimize={optimize} />
      <Alert
        color={words.tone === 'adopted' ? 'blue' : 'gray'}
        variant="light"
        icon={<Icon size={18} />}
        title={words.title}
      >
        {words.text}
      </Alert>
    </>
  )
}

function Stats({ optimize }: { readonly optimize: OptimizeShape }) {
  const { adoptedFolds, nestedImprovement, patternAid } = optimize
  const few = `${nestedImprovement.events} events that had no part in a choice are too few.`
  return (
    <div className="model-stats">
      <Stat
        label="Folds with a model"
        value={`${adoptedFolds.filter((adopted) => adopted).length} of ${adoptedFolds.length}`}
        explanation="Folds that trade with their model; the last one is the hold-out's. Decided on validation blocks before the fold's own test."
      />
      <Stat
        label="Draws searched"
        value={countText(optimize.draws)}
        explanation="Model specifications drawn at random; each one is a trial."
      />
      <Stat
        label="Nested change per event"
        value={
          nestedImprovement.mean === null ? null : percentText(nestedImprovement.mean, { digits: 3, signed: true })
        }
        why={few}
        explanation="Change of the net return of an event when filtered, on validation events that had no part in choosing the filter."
      />
      <Stat
        label="Its t"
        value={nestedImprovement.t === null ? null : ratioText(nestedImprovement.t)}
        why={few}
        explanation="Newey-West t-statistic of that change; above 1.645 is asked for."
      />
      <Stat
        label="On events"
        value={countText(nestedImprovement.events)}
        explanation="Nested validation events; at least 30 are asked for."
      />
      <Stat
        label="Spread of AUC"
        value={patternAid.spread === null ? null : ratioText(patternAid.spread, { digits: 3 })}
        why="Fewer than two folds have a score."
        explanation="Standard deviation over folds of the chosen draws' validation AUC."
      />
      <Stat
        label="Pattern features"
        value={patternAid.requested ? (patternAid.used ? 'used' : 'dropped') : 'not asked'}
        explanation={patternAid.reason}
      />
    </div>
  )
}

function NothingYet({ text }: { readonly text: string }) {
  const { go } = usePlace()
  return (
    <EmptyState
      title="No models yet"
      text={text}
      action={
        <Button size="xs" onClick={() => go({ section: 'pipeline' })}>
          Go to the pipeline
        </Button>
      }
    />
  )
}
