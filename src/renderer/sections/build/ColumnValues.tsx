import { useMemo } from 'react'
import { columnHistogramOption } from '../../../core/charts/workbench/columnHistogramOption.ts'
import type { ColumnSummary } from '../../../core/contract/workbench/buildViews.ts'
import { featureText } from '../../parts/featureText.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { countText, PAGE_NUMBERS, percentText, ratioText } from '../../ui/numberText.ts'
import { Stat } from '../../ui/Stat.tsx'
import { COLUMN_WORDS } from './columnWords.ts'

/** How the values of a column lie. */
export function ColumnValues({ column }: { readonly column: ColumnSummary }) {
  const theme = useThemeName()
  const option = useMemo(() => columnHistogramOption(column, theme, PAGE_NUMBERS), [column, theme])
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
