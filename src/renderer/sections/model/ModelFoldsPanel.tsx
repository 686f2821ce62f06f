import { useMemo } from 'react'
import { modelFoldsHeight, modelFoldsOption } from '../../../core/charts/workbench/modelFoldsOption.ts'
import type { TrainedFold, ValidationReport } from '../../../core/contract/modelRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { scoreText } from './scoreWords.ts'

/** Where in time each fold learned and was tested, and how it did. */
export function ModelFoldsPanel({ report }: { readonly report: ValidationReport }) {
  const theme = useThemeName()
  const { folds, loss } = report
  const option = useMemo(() => modelFoldsOption({ folds, theme, numbers: PAGE_NUMBERS }), [folds, theme])
  const columns = useMemo(() => foldColumns(loss), [loss])
  return (
    <Panel
      title="Folds in time"
      description={
        <Explained definition={DEFINITIONS.purge.text}>
          Training, the gap before its test, and the test; drag the ends of the lower bar to look closer.
        </Explained>
      }
    >
      <Chart
        option={option}
        height={modelFoldsHeight(folds.length)}
        label="Folds in time: training, gap and test. The dates stand in the table below."
      />
      <DataTable columns={columns} rows={folds} rowKey={({ fold }) => `${fold}`} label="Folds, with dates and scores" />
    </Panel>
  )
}

function days(from: string, to: string): string {
  return `${from.slice(0, 10)} – ${to.slice(0, 10)}`
}

function meanOf({ seeds }: TrainedFold, name: string): number | null {
  const values = seeds.flatMap(({ scores }) => scores[name] ?? [])
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function foldColumns(loss: string): readonly DataColumn<TrainedFold>[] {
  const { short: title } = scoreWord(loss)
  const count = (
    key: 'trainRows' | 'testRows' | 'purged' | 'embargoed',
    name: string,
    width: number,
    explanation?: string,
  ): DataColumn<TrainedFold> => ({
    key,
    title: name,
    width,
    align: 'right',
    value: (fold) => fold[key],
    text: (fold) => countText(fold[key]),
    explanation,
  })
  return [
    { key: 'fold', title: 'Fold', width: 66, align: 'right', value: ({ fold }) => fold + 1 },
    {
      key: 'train',
      title: 'Training, UTC',
      width: 166,
      value: ({ trainFrom }) => trainFrom,
      text: ({ trainFrom, trainTo }) => days(trainFrom, trainTo),
    },
    count('trainRows', 'Rows', 66),
    count('purged', 'Purged', 86, 'Left out because their label reaches into the test.'),
    count('embargoed', 'Embargo', 94, 'Left out because they follow the test too closely.'),
    {
      key: 'test',
      title: 'Test, UTC',
      width: 166,
      value: ({ testFrom }) => testFrom,
      text: ({ testFrom, testTo }) => days(testFrom, testTo),
    },
    count('testRows', 'Rows', 66),
    {
      key: 'base',
      title: 'Test base',
      width: 98,
      align: 'right',
      value: ({ testBase }) => testBase,
      text: ({ testBase }) => scoreText(testBase),
      explanation: 'Share of class 1 in the test, or the mean of its target.',
    },
    {
      key: 'loss',
      title,
      width: 104,
      align: 'right',
      value: (fold) => meanOf(fold, loss),
      text: (fold) => scoreText(meanOf(fold, loss)),
      explanation: 'Mean over the seeds.',
    },
    {
      key: 'baseline',
      title: 'Base',
      width: 84,
      align: 'right',
      value: ({ baseline }) => baseline[loss],
      text: ({ baseline }) => scoreText(baseline[loss]),
      explanation: 'Always the base of the training rows.',
    },
  ]
}
