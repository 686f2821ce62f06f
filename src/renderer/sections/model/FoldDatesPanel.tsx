import { useMemo } from 'react'
import { foldDatesHeight, foldDatesOption } from '../../../core/charts/workbench/foldDatesOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { FoldDatesShape, TestScoreShape } from '../../../core/contract/workbench/stageShapesModel.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { DATE_COLUMNS, datedFolds } from './foldDateColumns.ts'
import { NotKept } from './NotKept.tsx'

type FoldDatesPanelProps = {
  /** Undefined: the run kept none. */
  readonly folds: readonly FoldDatesShape[] | undefined
  readonly scores: readonly TestScoreShape[]
}

/** Where in time each fold learned, chose and was judged. */
export function FoldDatesPanel({ folds, scores }: FoldDatesPanelProps) {
  return (
    <Panel
      title="Folds in time"
      description={<Explained definition={DEFINITIONS.purge.text}>{descriptionOf(folds)}</Explained>}
    >
      {folds === undefined ? <NotKept what="the dates of its folds were" /> : <Folds folds={folds} scores={scores} />}
    </Panel>
  )
}

function descriptionOf(folds: readonly FoldDatesShape[] | undefined): string {
  if (folds === undefined) return 'Where in time each fold learned, chose and was judged'
  const bars = folds[0]?.embargoBars
  const embargo = bars === undefined ? '' : ` The embargo (${bars} bars) drops nothing: no training follows a test.`
  return `Purge and embargo to scale; drag the ends of the lower bar to look closer.${embargo}`
}

type FoldsProps = { readonly folds: readonly FoldDatesShape[]; readonly scores: readonly TestScoreShape[] }

function Folds({ folds, scores }: FoldsProps) {
  const theme = useThemeName()
  const rows = useMemo(() => datedFolds(folds, scores), [folds, scores])
  const option = useMemo(
    () =>
      foldDatesOption({ folds: rows, testRows: rows.map(({ testRows }) => testRows), theme, numbers: PAGE_NUMBERS }),
    [rows, theme],
  )
  return (
    <>
      <Chart
        option={option}
        height={foldDatesHeight(rows.length)}
        label="Folds in time: training, purge, validation, test and embargo; the last fold ends in the sealed hold-out. The dates stand in the table below."
      />
      <DataTable columns={DATE_COLUMNS} rows={rows} rowKey={(row) => row.label} label="Dates of the folds" />
    </>
  )
}
