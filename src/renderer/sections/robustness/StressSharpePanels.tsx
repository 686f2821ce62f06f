import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { distributionOption } from '../../../core/charts/workbench/distributionOption.ts'
import type { RobustnessSuite } from '../../../core/contract/robustnessRecord.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { figureText } from '../../../core/report/numberText.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { compactText, countText, PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type SuiteProps = { readonly suite: RobustnessSuite }

type SharpesProps = {
  readonly scores: readonly (number | null)[]
  readonly real: number | null
  readonly counted: string
  readonly label: string
}

function Sharpes({ scores, real, counted, label }: SharpesProps) {
  const theme = useThemeName()
  const option = useMemo(
    () =>
      distributionOption({
        values: scores.filter((score) => score !== null),
        marks: real === null ? [] : [{ value: real, label: `this one ${compactText(real)}`, strong: true }],
        bins: 24,
        counted,
        signed: true,
        text: compactText,
        theme,
        numbers: PAGE_NUMBERS,
      }),
    [scores, real, counted, theme],
  )
  const silent = scores.filter((score) => score === null).length
  return (
    <>
      <Chart option={option} height={220} label={label} />
      {silent === 0 ? null : (
        <p className="robustness-note">{countText(silent)} of them traded nothing and are not drawn.</p>
      )}
    </>
  )
}

/** What the whole strategy makes of markets that might have been. */
export function MarketsPanel({ suite: { markets, base, absent } }: SuiteProps) {
  return (
    <Panel
      title="Resampled markets"
      description={
        <Explained definition={DEFINITIONS.resampledMarkets.text}>
          {markets === null
            ? 'Sharpe ratio a year'
            : `It earns on ${percentText(markets.profitShare, { digits: 0 })} of ${countText(markets.paths)} and beats holding on ${percentText(markets.beatHoldingShare, { digits: 0 })}; blocks of ${countText(markets.meanBlockBars)} bars`}
        </Explained>
      }
    >
      {markets === null ? (
        <EmptyState title="Not available" text={absent.markets ?? 'It was not made.'} />
      ) : (
        <Sharpes
          scores={markets.sharpes}
          real={base.sharpe}
          counted="markets"
          label="Sharpe ratios of the strategy on resampled markets, with its own"
        />
      )}
    </Panel>
  )
}

const PLACEBOS = [
  { id: 'shifted', name: 'Shifted signals', definition: DEFINITIONS.placeboShifted.text },
  { id: 'random', name: 'Random entries', definition: DEFINITIONS.placeboRandom.text },
  { id: 'unordered', name: 'Markets without order', definition: DEFINITIONS.placeboUnordered.text },
] as const
type PlaceboId = (typeof PLACEBOS)[number]['id']

/** Where its Sharpe ratio stands among strategies without its timing. */
export function PlacebosPanel({ suite: { placebos, absent } }: SuiteProps) {
  const [wanted, setWanted] = useState<PlaceboId>('shifted')
  const shown = PLACEBOS.find(({ id }) => id === wanted) ?? PLACEBOS[0]
  const made = placebos?.[shown.id] ?? null
  return (
    <Panel
      title="Placebos"
      description={
        <Explained definition={shown.definition}>
          {made === null ? shown.name : `p = ${figureText(made.p)} over ${countText(made.scores.length)}`}
        </Explained>
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which placebo"
          value={wanted}
          onChange={(next) => setWanted(PLACEBOS.find(({ id }) => id === next)?.id ?? 'shifted')}
          data={PLACEBOS.map(({ id }) => ({ value: id, label: SHORT[id] }))}
        />
      }
    >
      {placebos === null || made === null ? (
        <EmptyState title="Not available" text={whyNot(placebos, shown.id) ?? absent.placebos ?? 'It was not made.'} />
      ) : (
        <Sharpes
          scores={made.scores}
          real={placebos.real}
          counted="placebos"
          label={`Sharpe ratios of placebos: ${shown.name}, with its own`}
        />
      )}
    </Panel>
  )
}

const SHORT: Readonly<Record<PlaceboId, string>> = { shifted: 'Shifted', random: 'Random', unordered: 'No order' }

function whyNot(placebos: RobustnessSuite['placebos'], id: PlaceboId): string | null {
  if (id === 'shifted') return placebos?.shiftedWhy ?? null
  return id === 'random' ? (placebos?.randomWhy ?? null) : null
}
