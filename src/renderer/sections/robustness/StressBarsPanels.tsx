import { useMemo } from 'react'
import { type LabelledBar, labelledBarsOption } from '../../../core/charts/workbench/labelledBarsOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessView } from '../../../core/contract/workbench/robustnessViews.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { moneyText, percentText, ratioText, writtenText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type PanelProps = { readonly view: RobustnessView }

const money = (value: number) => moneyText(value, { digits: 0 })
const ratio = (value: number) => ratioText(value)

function toned(label: string, value: number | null): LabelledBar {
  return { label, value, tone: (value ?? 0) < 0 ? 'loss' : 'gain' }
}

/** Bars of a part, or why there are none. */
type BarsProps = {
  readonly title: string
  readonly definition: string
  readonly says: string
  readonly bars: readonly LabelledBar[] | null
  readonly why: string | undefined
  readonly text: (value: number) => string
  readonly note?: string
}

function BarsPanel({ title, definition, says, bars, why, text, note }: BarsProps) {
  const theme = useThemeName()
  const option = useMemo(() => labelledBarsOption(bars ?? [], text, theme), [bars, text, theme])
  return (
    <Panel title={title} description={<Explained definition={definition}>{says}</Explained>}>
      {bars === null ? (
        <EmptyState title="Not available" text={why ?? 'It was not made.'} />
      ) : (
        <Chart option={option} height={Math.max(140, 40 + 26 * bars.length)} label={`${title}. ${says}`} />
      )}
      {note === undefined ? null : <p className="robustness-note">{note}</p>}
    </Panel>
  )
}

export function CostsPanel({ view: { manifest, suite } }: PanelProps) {
  const { costs, absent } = suite
  const bars = useMemo(
    () => costs?.rows.map(({ times, figures }) => toned(`costs × ${writtenText(times)}`, figures.profit)) ?? null,
    [costs],
  )
  const gone =
    costs === null
      ? ''
      : `gone at ${costs.breakEven.isAtLeast ? 'more than ' : ''}× ${ratioText(costs.breakEven.times)}`
  return (
    <BarsPanel
      title="Costs"
      definition={`${DEFINITIONS.costStress.text} ${DEFINITIONS.breakEvenCosts.text}`}
      says={`Profit in ${manifest.quoteCurrency}${gone === '' ? '' : `, ${gone}`}`}
      bars={bars}
      why={absent.costs}
      text={money}
    />
  )
}

export function DelaysPanel({ view: { manifest, suite } }: PanelProps) {
  const bars = useMemo(
    () =>
      suite.delays.rows.map(({ bars: later, figures }) =>
        toned(later === 0 ? 'as it ran' : `${later} ${later === 1 ? 'bar' : 'bars'} later`, figures.profit),
      ),
    [suite.delays],
  )
  return (
    <BarsPanel
      title="Delay"
      definition={DEFINITIONS.signalDelay.text}
      says={`Profit in ${manifest.quoteCurrency}`}
      bars={bars}
      why={undefined}
      text={money}
    />
  )
}

export function StepsPanel({ view: { suite } }: PanelProps) {
  const { neighbours, base, absent } = suite
  const bars = useMemo(
    () =>
      neighbours === null
        ? null
        : [
            { label: 'as it ran', value: base.sharpe, tone: 'plain' as const },
            ...neighbours.rows.map(({ name, value, figures }) =>
              toned(`${name} ${writtenText(Number(value.toPrecision(4)))}`, figures.sharpe),
            ),
          ],
    [neighbours, base],
  )
  return (
    <BarsPanel
      title="Neighbouring parameters"
      definition={DEFINITIONS.parameterSteps.text}
      says={
        neighbours === null
          ? 'Sharpe ratio a year'
          : `Sharpe ratio a year; ${percentText(neighbours.keptShare, { digits: 0 })} keep half of it`
      }
      bars={bars}
      why={absent.neighbours}
      text={ratio}
    />
  )
}

export function RegimesPanel({ view: { manifest, suite } }: PanelProps) {
  const { rows, profitShare } = suite.regimes
  const bars = useMemo(
    () =>
      rows.map(({ family, name, profit, isJudged }): LabelledBar => {
        const label = family === 'year' ? name : `${family}: ${name}`
        return isJudged ? toned(label, profit) : { label: `${label} (few)`, value: profit, tone: 'plain' }
      }),
    [rows],
  )
  const earning = profitShare === null ? '' : `; it earns in ${percentText(profitShare, { digits: 0 })} of those judged`
  return (
    <BarsPanel
      title="Regimes"
      definition={DEFINITIONS.regimeSplit.text}
      says={`Profit in ${manifest.quoteCurrency}${earning}`}
      bars={bars}
      why={undefined}
      text={money}
      note="Grey and “few”: fewer than 10 entries, shown and not judged. Bars before there is enough history to tell are in no row but their year’s."
    />
  )
}
