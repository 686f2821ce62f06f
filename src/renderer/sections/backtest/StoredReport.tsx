import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { type Ref, useMemo } from 'react'
import { equityDrawdownOption } from '../../../core/charts/workbench/equityDrawdownOption.ts'
import type { BacktestView } from '../../../core/contract/workbench/backtestViews.ts'
import { FIGURE_LIST } from '../../../core/metrics/performance/figureNames.ts'
import { windowWords } from '../../data/windowWords.ts'
import { AssumptionsPanel } from '../../parts/AssumptionsPanel.tsx'
import { figureText, UNITS_SAID } from '../../parts/figureText.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { countText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { BesidePanel } from './BesidePanel.tsx'
import { StoredTradesPanel } from './StoredTradesPanel.tsx'

type StoredReportProps = {
  readonly view: BacktestView
  readonly selected: number | null
  readonly steps: Ref<RowSteps>
  onTrade(row: number): void
}

/** A stored backtest: what it assumes, what it made, what stands beside it, and its trades. */
export function StoredReport({ view, selected, steps, onTrade }: StoredReportProps) {
  const isOpen = selected !== null
  return (
    <>
      <div className="backtest-stack" hidden={isOpen}>
        <Told view={view} />
        <StoredFigures view={view} />
        <StoredEquity view={view} />
        <BesidePanel view={view} />
      </div>
      <StoredTradesPanel view={view} selected={selected} steps={steps} onTrade={onTrade} />
      <div className="backtest-stack" hidden={isOpen}>
        <AssumptionsPanel assumptions={view.manifest.assumptions} />
      </div>
    </>
  )
}

/** What changes how all of it is to be read comes first. */
function Told({ view: { manifest } }: { readonly view: BacktestView }) {
  const { warnings, notes, synthetic } = manifest
  const all = [
    ...(synthetic === null ? [] : ['The bars are synthetic: they prove nothing about a market.']),
    ...warnings,
  ]
  return (
    <>
      {all.length === 0 ? null : (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />} role="note">
          {all.map((text) => (
            <div key={text}>{text}</div>
          ))}
        </Alert>
      )}
      {notes.map((note) => (
        <div key={note} className="panel-description">
          {windowWords(note)}
        </div>
      ))}
    </>
  )
}

function StoredFigures({ view: { manifest, metrics } }: { readonly view: BacktestView }) {
  const { performance, agreement, haltedAt, refused } = metrics
  const { strategy, predictions, quoteCurrency } = manifest
  const parameters = Object.entries(strategy.parameters).map(([name, value]) => `${name} ${value}`)
  const orders = Object.entries(refused).map(([reason, count]) => `${countText(count)} ${reason}`)
  const told = [
    agreement === null
      ? `Only the ${manifest.engine} engine ran.`
      : agreement.differences === 0
        ? `Both engines agree in all of ${countText(agreement.fills)} fills.`
        : `The engines DIFFER in ${countText(agreement.differences)} numbers: open a trade to see in which.`,
    ...(haltedAt === null ? [] : [`The account was halted at ${haltedAt}.`]),
    ...(orders.length === 0 ? [] : [`Orders not filled, or not in full: ${orders.join(', ')}.`]),
  ]
  return (
    <Panel
      title={`Figures: ${predictions?.label ?? strategy.id}`}
      description={`${parameters.join(', ')}${parameters.length === 0 ? '' : '. '}${told.join(' ')}`}
    >
      <div className="figure-grid">
        {FIGURE_LIST.map(({ key, label, unit, definition }) => {
          const figure = performance.figures[key]
          return (
            <Stat
              key={key}
              label={label}
              value={figure?.value == null ? null : figureText(unit, figure.value)}
              unit={unit === 'money' ? quoteCurrency : UNITS_SAID.includes(unit) ? unit : undefined}
              explanation={`${definition} Unit: ${unit}.`}
              why={figure?.why ?? undefined}
            />
          )
        })}
      </div>
    </Panel>
  )
}

function StoredEquity({ view: { days, manifest } }: { readonly view: BacktestView }) {
  const theme = useThemeName()
  const { startCash, quoteCurrency, instruments } = manifest
  const option = useMemo(() => {
    const { dayStartMs, equity, buyAndHold } = days
    const line = (id: string, name: string, values: readonly number[]) => ({
      id,
      name,
      dayStartMs,
      equity: values,
      startCapital: startCash,
    })
    const curves = [
      line('own', 'This backtest', equity),
      line('hold', `Holding ${instruments.join(' + ')}`, buyAndHold),
    ]
    return equityDrawdownOption({
      curves,
      main: 'own',
      currency: quoteCurrency,
      logarithmic: isPositive(equity) && isPositive(buyAndHold),
      theme,
      numbers: PAGE_NUMBERS,
    })
  }, [days, startCash, quoteCurrency, instruments, theme])
  return (
    <Panel
      title="Equity and drawdown"
      description="At the last close of each UTC day, after all costs, beside buying and holding the same instruments; log scale where all values allow it"
    >
      <Chart
        option={option}
        height={440}
        label="Equity of the backtest and of holding, and the drawdown of the backtest"
      />
    </Panel>
  )
}

function isPositive(values: readonly number[]): boolean {
  return values.every((value) => value > 0)
}
