import { useMemo } from 'react'
import { importanceHeight, importanceOption } from '../../../core/charts/workbench/importanceOption.ts'
import type { FeatureImportance, ValidationReport } from '../../../core/contract/modelRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { scoreWord } from '../../../core/contract/workbench/scoreWords.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { scoreText } from './scoreWords.ts'

const MOST_FEATURES = 20

/** What the tests lose when a feature is shuffled, with its spread over the folds; and when it is shuffled together with those like it. */
export function ModelImportancePanel({ report }: { readonly report: ValidationReport }) {
  const theme = useThemeName()
  const { importance, loss } = report
  const word = scoreWord(loss)
  const option = useMemo(() => {
    const rows = importance.rows.slice(0, MOST_FEATURES).map(({ feature, mean, deviation, folds }) => ({
      name: feature,
      mean,
      deviation,
      folds: folds.map((rise, fold) => ({ fold, rise })),
    }))
    const unit = loss === 'log_loss' ? 'nats' : ''
    const named = { name: word.title.toLowerCase(), unit }
    return importanceOption({ rows, spreadOver: 'folds', loss: named, theme, numbers: PAGE_NUMBERS })
  }, [importance, loss, word, theme])
  const shown = Math.min(MOST_FEATURES, importance.rows.length)
  return (
    <Panel
      title="Importance of the features"
      description={
        <Explained definition={DEFINITIONS.permutationImportance.text}>
          {`The first ${countText(shown)} of ${countText(importance.rows.length)}, each shuffled ${importance.repeats} times on the tests. What spreads across zero may be noise; columns that say the same share what they are worth, and are shuffled together too.`}
        </Explained>
      }
    >
      {importance.rows.length === 0 ? (
        <EmptyState title="No importance" text="No test has enough rows to measure it." />
      ) : (
        <>
          <Chart
            option={option}
            height={importanceHeight(shown)}
            label={`Importance of ${shown} features; the numbers stand in the table below.`}
          />
          <DataTable
            columns={IMPORTANCE_COLUMNS}
            rows={importance.rows}
            rowKey={({ feature }) => feature}
            height={260}
            label="Importance of all features"
          />
        </>
      )}
    </Panel>
  )
}

const figure = (
  key: 'mean' | 'deviation' | 'groupMean' | 'groupDeviation',
  title: string,
  width: number,
  explanation: string,
): DataColumn<FeatureImportance> => ({
  key,
  title,
  width,
  align: 'right',
  value: (row) => row[key],
  text: (row) => scoreText(row[key]),
  explanation,
})

const IMPORTANCE_COLUMNS: readonly DataColumn<FeatureImportance>[] = [
  {
    key: 'feature',
    title: 'Feature',
    width: 240,
    value: ({ feature }) => feature,
    text: ({ feature }) => <span className="code">{feature}</span>,
  },
  figure('mean', 'Mean rise', 104, 'Mean over the folds of how much the loss of the tests rises.'),
  figure('deviation', 'Spread over folds', 132, 'Sample standard deviation from fold to fold.'),
  {
    key: 'group',
    title: 'Group',
    width: 70,
    align: 'right',
    value: ({ group }) => group + 1,
    explanation: 'Columns that rank the rows alike are of one group; it decides nothing that is fitted.',
  },
  figure(
    'groupMean',
    'Rise with its group',
    138,
    'Mean rise when its whole group is shuffled together. None: it is alone.',
  ),
  figure('groupDeviation', 'Spread of that', 112, 'Sample standard deviation from fold to fold.'),
]
