import { useMemo } from 'react'
import { dailyLineOption } from '../../../core/charts/workbench/dailyLineOption.ts'
import { dailyExposure } from '../../../core/metrics/dailyExposure.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { ResultCurve } from './resultCurves.ts'

export function ExposurePanel({ curve }: { readonly curve: ResultCurve }) {
  const theme = useThemeName()
  const { account, trades } = curve
  const exposure = useMemo(() => dailyExposure(trades, account.dayStartMs), [trades, account])
  const option = useMemo(
    () =>
      dailyLineOption({
        name: 'Gross position',
        dayStartMs: account.dayStartMs,
        values: exposure.gross,
        text: (value) => percentText(value, { digits: 0 }),
        filled: true,
        level: null,
        scaled: false,
        theme,
      }),
    [account, exposure, theme],
  )
  return (
    <Panel
      title="Exposure"
      description={`Gross notional carried, of equity at entry, averaged over each day’s clock. In the market ${percentText(exposure.share, { digits: 1 })} of the time.`}
    >
      <Chart option={option} height={200} label="Gross position of each day" />
    </Panel>
  )
}
