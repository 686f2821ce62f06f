import { Alert } from '@mantine/core'
import { useMemo } from 'react'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { useCall } from '../../data/useCall.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { comparedFacts, type FactPair, type ScorePair, scorePairs } from './comparedModels.ts'
import { isBetter, modelName, scoreText, spreadText } from './scoreWords.ts'

type ComparePanelProps = {
  readonly workspace: string
  readonly view: ModelView
  readonly other: string
  /** Another model in its place. */
  onStep(models: number): void
  onClose(): void
}

/** Two versions beside each other: their scores with what knows nothing, and in what they differ. */
export function ComparePanel({ workspace, view, other, onStep, onClose }: ComparePanelProps) {
  const { value, trouble } = useCall('models.show', { workspace, model: other })
  return (
    <div className="aside-stack">
      <AsideHead
        title="Beside each other"
        text={`A: ${modelName(view.version)}, B: ${other}`}
        what="model"
        onStep={onStep}
        onClose={onClose}
      />
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null ? trouble === null && <Loading label="Models" /> : <Compared left={view} right={value} />}
    </div>
  )
}

type Pair = { readonly left: ModelView; readonly right: ModelView }

function Compared({ left, right }: Pair) {
  const scores = useMemo(() => scorePairs(left, right), [left, right])
  const facts = useMemo(() => comparedFacts(left, right), [left, right])
  const isSameMatrix = left.manifest.matrix.sha256 === right.manifest.matrix.sha256
  const method = (view: ModelView) =>
    JSON.stringify(view.report.folds.map(({ testFrom, testTo }) => [testFrom, testTo]))
  const isSameTests = isSameMatrix && method(left) === method(right)
  return (
    <>
      {isSameTests ? null : (
        <Alert color="orange" variant="light" role="note">
          They were tested on different rows: their scores cannot be set against each other, only each against its own
          base.
        </Alert>
      )}
      <Panel
        title="Scores"
        description="Mean of the folds ± spread over the folds, and always the base on the same folds. A difference within the spread may be luck."
        flush
      >
        <DataTable
          columns={PAIR_COLUMNS}
          rows={scores}
          rowKey={({ name }) => name}
          label="Scores of both"
          emptyText="One foretells classes, the other amounts: they have no score in common."
        />
      </Panel>
      <Panel title="In what they differ" flush>
        <DataTable
          columns={FACT_COLUMNS}
          rows={facts}
          rowKey={({ name }) => name}
          height={420}
          label="Differences"
          emptyText="In nothing that is kept."
        />
      </Panel>
    </>
  )
}

function scoreColumn(key: 'left' | 'right', title: string, other: 'left' | 'right'): DataColumn<ScorePair> {
  return {
    key,
    title,
    width: 136,
    align: 'right',
    value: (pair) => pair[key].mean,
    text: (pair) => {
      const better = isBetter(pair.name, pair[key].mean, pair[other].mean)
      return <span className={better === true ? 'model-better' : undefined}>{spreadText(pair[key])}</span>
    },
    explanation: 'Bold: the better mean of the two.',
  }
}

function baseColumn(key: 'left' | 'right', title: string): DataColumn<ScorePair> {
  return {
    key: `${key} base`,
    title,
    width: 78,
    align: 'right',
    value: (pair) => pair[key].baseline,
    text: (pair) => scoreText(pair[key].baseline),
    explanation: 'Always the base, on the same folds.',
  }
}

const PAIR_COLUMNS: readonly DataColumn<ScorePair>[] = [
  {
    key: 'name',
    title: 'Score',
    width: 84,
    value: ({ name }) => scoreWord(name).title,
    text: ({ name }) => (
      <Explained
        definition={`${scoreWord(name).title}. ${scoreWord(name).text} Better: ${scoreWord(name).better ?? 'not said'}.`}
      >
        {scoreWord(name).short}
      </Explained>
    ),
  },
  scoreColumn('left', 'A', 'right'),
  baseColumn('left', 'Base A'),
  scoreColumn('right', 'B', 'left'),
  baseColumn('right', 'Base B'),
]

const FACT_COLUMNS: readonly DataColumn<FactPair>[] = [
  { key: 'name', title: 'What', width: 186, value: ({ name }) => name },
  {
    key: 'left',
    title: 'A',
    width: 160,
    value: ({ left }) => left,
    text: ({ left }) => <span title={left}>{left}</span>,
  },
  {
    key: 'right',
    title: 'B',
    width: 160,
    value: ({ right }) => right,
    text: ({ right }) => <span title={right}>{right}</span>,
  },
]
