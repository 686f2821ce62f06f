import { useMemo } from 'react'
import { distributionOption } from '../../../core/charts/workbench/distributionOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { RobustnessShape } from '../../../core/contract/workbench/stageShapesRobustness.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Explained } from '../../ui/Explained.tsx'
import { compactText, countText, moneyText, PAGE_NUMBERS } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'

export function BootstrapPanel({ part, currency }: { readonly part: RobustnessShape; readonly currency: string }) {
  const { bootstrap } = part
  const money = (value: number | null) => moneyText(value, { digits: 0 })
  return (
    <Panel
      title="Bootstrapped mean month"
      description={
        <Explained definition={DEFINITIONS.bootstrap.text}>
          {bootstrap === null
            ? `${currency} a month`
            : `P10 ${money(bootstrap.p10)}, P50 ${money(bootstrap.p50)}, P90 ${money(bootstrap.p90)} ${currency} a month; ${countText(bootstrap.means.length)} resamples`}
        </Explained>
      }
    >
      {bootstrap === null ? (
        <EmptyState title="Not available" text="Too few whole months, or no trade at all, to resample." />
      ) : (
        <BootstrapChart bootstrap={bootstrap} />
      )}
    </Panel>
  )
}

function BootstrapChart({ bootstrap }: { readonly bootstrap: NonNullable<RobustnessShape['bootstrap']> }) {
  const theme = useThemeName()
  const option = useMemo(() => {
    const mark = (label: string, value: number | null, strong: boolean) =>
      value === null ? [] : [{ value, label: `${label} ${compactText(value)}`, strong }]
    return distributionOption({
      values: bootstrap.means,
      marks: [
        ...mark('P10', bootstrap.p10, true),
        ...mark('P50', bootstrap.p50, false),
        ...mark('P90', bootstrap.p90, false),
      ],
      bins: 40,
      counted: 'resamples',
      signed: true,
      text: compactText,
      theme,
      numbers: PAGE_NUMBERS,
    })
  }, [bootstrap, theme])
  return <Chart option={option} height={220} label="Distribution of the bootstrapped mean month" />
}
