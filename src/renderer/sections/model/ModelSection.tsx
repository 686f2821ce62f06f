import { Alert, Button } from '@mantine/core'
import { IconFilterCheck, IconFilterOff } from '@tabler/icons-react'
import type { CSSProperties } from 'react'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import {
  type ModelSelectShape,
  type ModelTestsShape,
  type OptimizeShape,
  readModelSelect,
  readModelTests,
  readOptimize,
} from '../../../core/contract/workbench/stageShapesModel.ts'
import { useCall } from '../../data/useCall.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { usePlace } from '../../state/place.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { adoptionWords } from './adoptionWords.ts'
import { chosenSpecifications, SPECIFICATION_COLUMNS } from './chosenSpecifications.ts'
import { FoldPlanPanel } from './FoldPlanPanel.tsx'
import { ADOPTION_COLUMNS, STORY_COLUMNS, TEST_COLUMNS } from './foldColumns.ts'
import { foldStories } from './foldStories.ts'
import { ScoresPanels } from './ScoresPanels.tsx'
import { TrainingSetPanel } from './TrainingSetPanel.tsx'

type ModelSectionProps = { readonly workspace: string; readonly runId: string | null }

const STACK: CSSProperties = { display: 'grid', gap: 12, gridTemplateColumns: 'minmax(0, 1fr)' }
const PAIR: CSSProperties = {
  display: 'grid',
  gap: 12,
  alignItems: 'start',
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 400px), 1fr))',
}
const STATS: CSSProperties = { display: 'flex', flexWrap: 'wrap', gap: '12px 32px' }

/** What was learned in each fold, how it scored on data it had not seen, and why it trades or does not. */
export function ModelSection({ workspace, runId }: ModelSectionProps) {
  const optimize = useStageOutput(workspace, runId, 'optimize', readOptimize)
  const select = useStageOutput(workspace, runId, 'select', readModelSelect)
  const backtest = useStageOutput(workspace, runId, 'ml-backtest', readModelTests)
  const shown = useCall('runs.show', { workspace, runId: runId ?? '' }, { enabled: runId !== null })
  if (runId === null) return <NothingYet text="Models are trained by a run of the pipeline." />
  if (optimize.trouble !== null) return <TroubleNote trouble={optimize.trouble} />
  const summary = shown.value?.summary ?? null
  return (
    <div style={STACK}>
      <Learned optimize={optimize.value} isMissing={optimize.absent} />
      {select.trouble === null ? null : <TroubleNote trouble={select.trouble} />}
      {backtest.trouble === null ? null : <TroubleNote trouble={backtest.trouble} />}
      {shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
      {select.value === null || shown.value === null ? null : (
        <FoldPlanPanel
          select={select.value}
          firstTestMs={backtest.value?.account.dayStartMs[0] ?? null}
          holdOutStartMs={summary === null ? null : Date.parse(summary.holdOut.start)}
          sameEngine={summary?.engineVersion === ENGINE_VERSION}
        />
      )}
      {optimize.value === null ? null : (
        <Folds optimize={optimize.value} select={select.value} backtest={backtest.value} />
      )}
      {optimize.value === null ? null : <TrainingSetPanel key={runId} workspace={workspace} runId={runId} />}
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
    <div style={STATS}>
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

type FoldsProps = {
  readonly optimize: OptimizeShape
  readonly select: ModelSelectShape | null
  readonly backtest: ModelTestsShape | null
}

function Folds({ optimize, select, backtest }: FoldsProps) {
  const stories = foldStories(optimize, select)
  const isTrained = optimize.plan.folds.some((model) => model !== null)
  return (
    <>
      <Panel
        title="Adoption by fold"
        description="Whether each fold trades with its model, and why. What the test of adoption gave is kept for the last fold only."
        flush
      >
        <DataTable
          columns={ADOPTION_COLUMNS}
          rows={stories}
          rowKey={(story) => story.label}
          label="Adoption decisions by fold"
        />
      </Panel>
      {isTrained ? (
        <>
          <Panel
            title="Models by fold"
            description="What was chosen for each fold, with its scores on the fold's validation block."
            flush
          >
            <DataTable
              columns={STORY_COLUMNS}
              rows={stories}
              rowKey={(story) => story.label}
              label="Models and validation scores by fold"
            />
          </Panel>
          <Panel
            title="Chosen specifications"
            description="What the models above are, in the words of their kind."
            flush
          >
            <DataTable
              columns={SPECIFICATION_COLUMNS}
              rows={chosenSpecifications(optimize)}
              rowKey={(row) => row.draw}
              label="Specifications of the chosen models"
            />
          </Panel>
          <div style={PAIR}>
            <ScoresPanels scores={optimize.foldScores} tests={backtest?.scores ?? null} />
          </div>
        </>
      ) : null}
      {backtest === null || backtest.scores.length === 0 ? null : (
        <Panel
          title="On the tests"
          description="Every fold's frozen model on its test events, none of which it had seen; shown whether it was adopted or not."
          flush
        >
          <DataTable
            columns={TEST_COLUMNS}
            rows={backtest.scores}
            rowKey={(score) => `${score.fold}`}
            label="Scores on the test blocks"
          />
        </Panel>
      )}
    </>
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
