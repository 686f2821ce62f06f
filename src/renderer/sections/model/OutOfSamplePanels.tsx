import { Group, NativeSelect, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import type {
  FoldImportanceShape,
  PredictionsShape,
  TestScoreShape,
} from '../../../core/contract/workbench/stageShapesModel.ts'
import { countText } from '../../ui/numberText.ts'
import { CalibrationPanel } from './CalibrationPanel.tsx'
import { ImportancePanel } from './ImportancePanel.tsx'
import './model.css'
import { PrecisionRecallPanel } from './PrecisionRecallPanel.tsx'
import { RocPanel } from './RocPanel.tsx'
import { ThresholdPanel } from './ThresholdPanel.tsx'
import { foldsWithRows, testRowsOf } from './testRows.ts'

type OutOfSampleProps = {
  readonly predictions: PredictionsShape
  readonly importance: readonly FoldImportanceShape[] | undefined
  readonly scores: readonly TestScoreShape[]
}

const ALL = 'all'

/** What the frozen models said of events that they had not seen, all folds together or one alone. */
export function OutOfSamplePanels({ predictions, importance, scores }: OutOfSampleProps) {
  const folds = useMemo(() => foldsWithRows(predictions), [predictions])
  const [wanted, setWanted] = useState(ALL)
  const fold = folds.find((candidate) => `${candidate}` === wanted) ?? null
  const rows = useMemo(() => testRowsOf(predictions, fold), [predictions, fold])
  const events = rows.label.length
  return (
    <>
      <Group gap="sm">
        <NativeSelect
          size="xs"
          aria-label="Test events of"
          value={fold === null ? ALL : `${fold}`}
          onChange={(event) => setWanted(event.currentTarget.value)}
          data={[
            { value: ALL, label: 'Tests of all folds, pooled' },
            ...folds.map((of) => ({ value: `${of}`, label: `Test of fold ${of + 1}` })),
          ]}
        />
        <Text size="sm" c="dimmed">
          {countText(events)} events that no model had seen, {countText(rows.gains)} of them gains.
          {fold === null && folds.length > 1 ? ' Pooled over models of different folds, whose levels may differ.' : ''}
        </Text>
      </Group>
      <div className="model-pair">
        <CalibrationPanel rows={rows} />
        <ThresholdPanel rows={rows} scores={scores} fold={fold} />
        <RocPanel rows={rows} predictions={predictions} fold={fold} />
        <PrecisionRecallPanel rows={rows} />
      </div>
      <ImportancePanel importance={importance} fold={fold} />
    </>
  )
}
