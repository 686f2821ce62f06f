import { Button, Select } from '@mantine/core'
import { useMemo } from 'react'
import { columnHistogramOption } from '../../../core/charts/workbench/columnHistogramOption.ts'
import type { ColumnSummary } from '../../../core/contract/workbench/buildViews.ts'
import { useCall } from '../../data/useCall.ts'
import { featureText } from '../../parts/featureText.ts'
import { usePlace } from '../../state/place.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { COLUMN_WORDS } from './columnWords.ts'
import { type MatrixChoice, matrixName } from './matrixChoice.ts'

type DistributionPanelProps = { readonly name: string; readonly unit: string | null; readonly choice: MatrixChoice }

/** What a column was in one matrix of the run. */
export function DistributionPanel({ name, unit, choice }: DistributionPanelProps) {
  const { workspace, runId, matrices, chosen, onChoose } = choice
  const input = { workspace, runId: runId ?? '', sha256: chosen?.sha256 ?? '' }
  const { value, trouble } = useCall('runs.matrix', input, { enabled: runId !== null && chosen !== null })
  const column = value?.report.columns.find((one) => one.name === name) ?? null
  return (
    <Panel
      title="Values"
      description={
        chosen === null
          ? undefined
          : `${unit === null ? '' : `Unit: ${unit}. `}At the events of one matrix of this run; none is of the sealed hold-out.`
      }
      actions={
        matrices.length < 2 ? undefined : (
          <Select
            aria-label="Matrix"
            w={220}
            allowDeselect={false}
            data={matrices.map((matrix) => ({ value: matrix.sha256, label: matrixName(matrix) }))}
            value={chosen?.sha256 ?? null}
            onChange={(sha256) => sha256 !== null && onChoose(sha256)}
          />
        )
      }
    >
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {chosen === null ? <NoValues isRun={runId !== null} /> : null}
      {chosen !== null && value === null && trouble === null ? <Loading label="Examining the matrix" /> : null}
      {value !== null && column === null ? (
        <p className="panel-description">This matrix has no such column: the run was made without it.</p>
      ) : null}
      {column === null ? null : <Values column={column} />}
    </Panel>
  )
}

function Values({ column }: { readonly column: ColumnSummary }) {
  const theme = useThemeName()
  const option = useMemo(() => columnHistogramOption(column, theme), [column, theme])
  const { count, missing, infinite, median, lowerQuartile, upperQuartile } = column
  const rows = count + missing + infinite
  return (
    <>
      {option === null ? (
        <p className="panel-description">
          {count === 0
            ? 'It has no value in any row.'
            : `It is ${featureText(column.min)} in every row that has a value.`}
        </p>
      ) : (
        <Chart
          option={option}
          height={210}
          label={`Histogram of ${column.name}: ${countText(count)} values, median ${featureText(median)}, half of them from ${featureText(lowerQuartile)} to ${featureText(upperQuartile)}`}
        />
      )}
      <div className="build-stats">
        <Stat label="Values" value={countText(count)} />
        <Stat
          label="Missing"
          value={rows === 0 ? null : percentText(missing / rows, { digits: 1 })}
          explanation={COLUMN_WORDS.missing}
        />
        <Stat label="Mean" value={known(column.mean)} />
        <Stat label="Deviation" value={known(column.deviation)} explanation={COLUMN_WORDS.deviation} />
        <Stat label="Least" value={known(column.min)} />
        <Stat label="Lower quartile" value={known(lowerQuartile)} explanation={COLUMN_WORDS.quartile} />
        <Stat label="Median" value={known(median)} />
        <Stat label="Upper quartile" value={known(upperQuartile)} explanation={COLUMN_WORDS.quartile} />
        <Stat label="Greatest" value={known(column.max)} />
        <Stat
          label="r with the label"
          value={
            column.labelCorrelation === null ? null : ratioText(column.labelCorrelation, { digits: 3, signed: true })
          }
          why="Not defined: the column or the label never changes, or fewer than three rows have both."
          explanation={COLUMN_WORDS.labelCorrelation}
        />
      </div>
    </>
  )
}

const known = (value: number | null) => (value === null ? null : featureText(value))

function NoValues({ isRun }: { readonly isRun: boolean }) {
  const { go } = usePlace()
  return (
    <div className="build-none">
      <p className="panel-description">
        {isRun
          ? 'This run has kept no matrix, so there are no values to show.'
          : 'Run the pipeline: it keeps the values of its features in matrices.'}
      </p>
      <Button variant="default" size="compact-xs" onClick={() => go({ section: 'pipeline' })}>
        Go to the pipeline
      </Button>
    </div>
  )
}
