import { useMemo } from 'react'
import { bootstrapFanOption } from '../../../core/charts/workbench/bootstrapFanOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { FanShape, RobustnessShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { moneyText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

type FanPanelProps = { readonly part: RobustnessShape; readonly currency: string }

export function FanPanel({ part, currency }: FanPanelProps) {
  const { bootstrap } = part
  const fan = bootstrap?.fan
  return (
    <Panel
      title="Resampled equity"
      style={{ gridColumn: '1 / -1' }}
      description={
        <Explained definition={DEFINITIONS.bootstrapFan.text}>
          {fan === undefined ? 'The same days, drawn anew in blocks' : endText(fan, currency)}
        </Explained>
      }
    >
      {bootstrap === null ? (
        <EmptyState title="Not available" text="Too few whole months, or no trade at all, to resample." />
      ) : fan === undefined ? (
        <EmptyState
          title="Not kept by this run"
          text="This run was made before the bands of its resampled equity were kept. Run the pipeline again with this version to see them here."
        />
      ) : (
        <FanChart fan={fan} currency={currency} />
      )}
    </Panel>
  )
}

function endText({ p5, p50, p95 }: FanShape, currency: string): string {
  const [low, middle, high] = [p5, p50, p95].map((values) => moneyText(values.at(-1), { digits: 0 }))
  return `At the end 9 of 10 resamples lie from ${low} to ${high} ${currency}, half below ${middle}.`
}

function FanChart({ fan, currency }: { readonly fan: FanShape; readonly currency: string }) {
  const theme = useThemeName()
  const option = useMemo(
    () => bootstrapFanOption({ fan, currency, theme, numbers: PAGE_NUMBERS }),
    [fan, currency, theme],
  )
  return <Chart option={option} height={300} label="Equity as it happened among bands of equity from resampled days" />
}
