import { Badge } from '@mantine/core'
import type { ModelStage } from '../../../core/contract/modelRecord.ts'
import type { ModelListItem } from '../../../core/contract/workbench/modelViews.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { timeText } from '../../ui/timeText.ts'
import { isBetter, scoreText, spreadText } from './scoreWords.ts'

const STAGE_COLORS: Readonly<Record<ModelStage, string>> = {
  candidate: 'gray',
  shadow: 'ocean',
  production: 'green',
  retired: 'orange',
}

export function StageBadge({ stage }: { readonly stage: ModelStage }) {
  return (
    <Badge size="sm" variant="light" tt="none" color={STAGE_COLORS[stage]}>
      {stage}
    </Badge>
  )
}

function Score({ item: { loss, trouble } }: { readonly item: ModelListItem }) {
  if (loss === null) return <span title={trouble ?? undefined}>n/a</span>
  const better = isBetter(loss.name, loss.mean, loss.baseline)
  return (
    <span className="toned" data-tone={better === null ? 'plain' : better ? 'gain' : 'loss'}>
      {spreadText(loss)}
    </span>
  )
}

export function trainedColumns(timeZone: string): readonly DataColumn<ModelListItem>[] {
  return [
    {
      key: 'id',
      title: 'Model',
      width: 176,
      value: ({ version }) => version.modelId,
      text: ({ version }) => <span title={version.modelId}>{version.modelId}</span>,
    },
    {
      key: 'version',
      title: 'Version',
      width: 84,
      value: ({ version }) => version.sha256,
      text: ({ version }) => <span className="code">{version.sha256.slice(0, 8)}</span>,
    },
    {
      key: 'current',
      title: 'Current',
      width: 80,
      value: ({ isCurrent }) => isCurrent,
      text: ({ isCurrent }) => (isCurrent ? 'yes' : ''),
      explanation: 'The version that the model’s name stands for, in backtests too.',
    },
    {
      key: 'stage',
      title: 'Stage',
      width: 88,
      value: ({ version }) => version.stage,
      text: ({ version }) => <StageBadge stage={version.stage} />,
      explanation: 'Candidate, shadow, production, retired. Into production goes only what was in shadow.',
    },
    { key: 'type', title: 'Type', width: 82, value: ({ version }) => version.modelType },
    { key: 'target', title: 'Target', width: 92, value: ({ target }) => target },
    {
      key: 'loss',
      title: 'Loss',
      width: 72,
      value: ({ loss }) => loss?.name,
      text: ({ loss }) => (loss === null ? 'n/a' : scoreWord(loss.name).short),
      explanation: 'The score that choices are made by; lower is better.',
    },
    {
      key: 'score',
      title: 'Score ± spread',
      width: 146,
      align: 'right',
      value: ({ loss }) => loss?.mean,
      text: (item) => <Score item={item} />,
      explanation:
        'Mean over the folds on rows that were not learned from, and its sample deviation. Blue: better than always the base, orange: worse.',
    },
    {
      key: 'baseline',
      title: 'Base',
      width: 78,
      align: 'right',
      value: ({ loss }) => loss?.baseline,
      text: ({ loss }) => scoreText(loss?.baseline),
      explanation:
        'Always the base: what the same folds give to a model that always predicts the base of its training rows.',
    },
    {
      key: 'matrix',
      title: 'Matrix',
      width: 84,
      value: ({ version }) => version.matrix.sha256,
      text: ({ version }) => (
        <span className="code" title={version.matrix.name}>
          {version.matrix.sha256.slice(0, 8)}
        </span>
      ),
    },
    {
      key: 'created',
      title: 'Trained',
      width: 92,
      value: ({ version }) => version.createdMs,
      text: ({ version }) => (
        <span title={`${timeText(version.createdMs, timeZone)} ${timeZone}`}>
          {timeText(version.createdMs, timeZone, 'day')}
        </span>
      ),
    },
  ]
}

const NARROW: readonly string[] = ['id', 'version', 'stage', 'score']

/** Beside what is open there is no room for the rest. */
export function narrowTrainedColumns(timeZone: string): readonly DataColumn<ModelListItem>[] {
  return trainedColumns(timeZone).filter(({ key }) => NARROW.includes(key))
}
