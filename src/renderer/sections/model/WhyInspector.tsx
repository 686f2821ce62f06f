import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import {
  contributionBars,
  contributionsHeight,
  contributionsOption,
} from '../../../core/charts/workbench/contributionsOption.ts'
import type { ContributionView, ModelView, RowExplanationView } from '../../../core/contract/workbench/modelViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { featureText } from '../../parts/featureText.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { Chart } from '../../ui/Chart.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { PAGE_NUMBERS, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { timeText } from '../../ui/timeText.ts'
import { modelName, scoreText } from './scoreWords.ts'
import type { Why } from './trainedAddress.ts'

const MOST_BARS = 16

const UNITS = { 'log-odds': 'log odds of class 1', probability: 'probability of class 1', value: 'units of the target' }

type WhyInspectorProps = {
  readonly workspace: string
  readonly view: ModelView
  readonly why: Why
  /** Null closes it. */
  onWhy(why: Why | null): void
}

/** What the model says of one row, and what of it each feature makes. */
export function WhyInspector({ workspace, view, why, onWhy }: WhyInspectorProps) {
  const { symbol, timeMs, latest } = why
  const { timeZone } = useSettings()
  const model = modelName(view.version)
  const { value, trouble, loading } = useCall('models.explain', { workspace, model, symbol, timeMs, latest })
  const step = (rows: number) => {
    const barMs = rows < 0 ? value?.previousBarMs : value?.nextBarMs
    if (typeof barMs === 'number') onWhy({ kind: 'why', symbol, timeMs: barMs, latest: false })
  }
  return (
    <div className="aside-stack" aria-busy={loading}>
      <AsideHead
        title={`Why: ${symbol}`}
        text={
          value === null
            ? undefined
            : `Decided at the close of the bar of ${timeText(value.barMs, timeZone)} ${timeZone}, by ${model}`
        }
        what="row"
        onStep={step}
        onClose={() => onWhy(null)}
      />
      <RowChoice
        key={`${symbol} ${timeMs}`}
        symbols={view.manifest.instruments}
        why={why}
        shown={value}
        onWhy={onWhy}
      />
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null ? (
        trouble === null && <Loading label="Explaining the row" />
      ) : (
        <div className={loading ? 'aside-stack stale' : 'aside-stack'}>
          <Said row={value} />
          <Parts row={value} />
        </div>
      )}
    </div>
  )
}

type RowChoiceProps = {
  readonly symbols: readonly string[]
  readonly why: Why
  readonly shown: RowExplanationView | null
  onWhy(why: Why): void
}

/** Another row: the last one decided by a time of the clock of the data. */
function RowChoice({ symbols, why, shown, onWhy }: RowChoiceProps) {
  const [symbol, setSymbol] = useState(why.symbol)
  const [text, setText] = useState<string | null>(null)
  const written = text ?? (shown === null ? '' : timeText(shown.decisionMs, 'UTC'))
  const timeMs = Date.parse(`${written.trim().replace(' ', 'T')}${written.includes(':') ? '' : 'T00:00'}Z`)
  return (
    <form
      className="model-row-choice"
      onSubmit={(event) => {
        event.preventDefault()
        if (Number.isFinite(timeMs)) onWhy({ kind: 'why', symbol, timeMs, latest: true })
      }}
    >
      <NativeSelect
        label="Instrument"
        data={[...symbols]}
        value={symbol}
        onChange={(event) => setSymbol(event.currentTarget.value)}
      />
      <TextInput
        label="Last row decided by, UTC"
        placeholder="2024-05-17 13:00"
        error={Number.isFinite(timeMs) || written === '' ? undefined : 'As in 2024-05-17 13:00'}
        value={written}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default" disabled={!Number.isFinite(timeMs)}>
        Show
      </Button>
    </form>
  )
}

function amountText({ task }: RowExplanationView, value: number | null): string | null {
  if (value === null) return null
  return task === 'classification' ? percentText(value, { digits: 2 }) : scoreText(value)
}

function Said({ row }: { readonly row: RowExplanationView }) {
  const isClass = row.task === 'classification'
  return (
    <Panel title="What it says">
      <div className="fact-grid">
        <Stat
          label={isClass ? 'Probability of class 1' : 'Prediction'}
          value={amountText(row, row.calibrated ?? row.predicted)}
          explanation={`Of the model that is kept${row.calibrated === null ? '' : ', calibrated'}.`}
        />
        {row.calibrated === null ? null : <Stat label="Before calibration" value={amountText(row, row.predicted)} />}
        <Stat
          label="Signal traded"
          value={row.signal === null ? null : ratioText(row.signal, { digits: 4, signed: true })}
          explanation="From -1 to 1, out of fold: of a model that had not learned from this row. A backtest trades this."
          why="No fold foretold this row: it lies before the first test, or its prediction was not kept."
        />
        <Stat
          label="Came true"
          value={row.target === null ? null : isClass ? `class ${row.target}` : scoreText(row.target)}
          why="Not known: the label’s bars are not there, or are sealed."
        />
      </div>
      {row.notes.map((note) => (
        <p key={note} className="model-note">
          {note}
        </p>
      ))}
    </Panel>
  )
}

function Parts({ row: { parts } }: { readonly row: RowExplanationView }) {
  const theme = useThemeName()
  const bars = useMemo(() => (parts === null ? [] : contributionBars(parts, MOST_BARS, PAGE_NUMBERS)), [parts])
  const unit = parts === null ? '' : UNITS[parts.unit]
  const option = useMemo(() => contributionsOption({ bars, unit, theme, numbers: PAGE_NUMBERS }), [bars, unit, theme])
  if (parts === null)
    return (
      <EmptyState
        title="No exact parts"
        text="This kind of model has no additive explanation of a single row. Importance over all rows is shown with the model."
      />
    )
  const sum = parts.contributions.reduce((total, { contribution }) => total + contribution, parts.base)
  return (
    <Panel
      title="Parts of the prediction"
      description={`Base ${scoreText(parts.base)}, what it says without knowing the row, and these parts sum to ${scoreText(sum)}, in ${unit}. Linear models: coefficient times scaled value; trees: TreeSHAP.`}
    >
      <Chart
        option={option}
        height={contributionsHeight(bars.length)}
        label={`Contributions of ${bars.length} features to the prediction; the numbers stand in the table below.`}
      />
      <DataTable
        columns={PART_COLUMNS}
        rows={parts.contributions}
        rowKey={({ feature }) => feature}
        height={260}
        label="Contributions of all features"
      />
    </Panel>
  )
}

const PART_COLUMNS: readonly DataColumn<ContributionView>[] = [
  {
    key: 'feature',
    title: 'Feature',
    width: 190,
    value: ({ feature }) => feature,
    text: ({ feature }) => <span className="code">{feature}</span>,
  },
  {
    key: 'value',
    title: 'Value',
    width: 110,
    align: 'right',
    value: ({ value }) => value,
    text: ({ value }) => (value === null ? 'missing' : featureText(value)),
  },
  {
    key: 'contribution',
    title: 'Adds',
    width: 100,
    align: 'right',
    value: ({ contribution }) => contribution,
    text: ({ contribution }) => (
      <span className="toned" data-tone={contribution > 0 ? 'gain' : contribution < 0 ? 'loss' : 'plain'}>
        {contribution > 0 ? '+' : ''}
        {scoreText(contribution)}
      </span>
    ),
  },
]
