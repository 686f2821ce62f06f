import type {
  ModelSelectShape,
  OptimizeShape,
  TestScoreShape,
} from '../../../core/contract/workbench/stageShapesModel.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { chosenSpecifications, SPECIFICATION_COLUMNS } from './chosenSpecifications.ts'
import { ADOPTION_COLUMNS, STORY_COLUMNS } from './foldColumns.ts'
import { foldStories } from './foldStories.ts'
import './model.css'
import { ScoresPanels } from './ScoresPanels.tsx'

type FoldsProps = {
  readonly optimize: OptimizeShape
  readonly select: ModelSelectShape | null
  /** Null where the tests are not done. */
  readonly tests: readonly TestScoreShape[] | null
}

/** What each fold learned and whether it trades with it. */
export function FoldsView({ optimize, select, tests }: FoldsProps) {
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
          <div className="model-pair">
            <ScoresPanels scores={optimize.foldScores} tests={tests} />
          </div>
        </>
      ) : null}
    </>
  )
}
