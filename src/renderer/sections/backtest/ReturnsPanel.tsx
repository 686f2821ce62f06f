import { SegmentedControl } from '@mantine/core'
import { useMemo, useState } from 'react'
import { distributionOption } from '../../../core/charts/workbench/distributionOption.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { countText, PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import type { ResultCurve } from './resultCurves.ts'

export function ReturnsPanel({ curve }: { readonly curve: ResultCurve }) {
  const theme = useThemeName()
  const [counted, setCounted] = useState('trades')
  const moved = useMemo(() => curve.account.dayReturns.filter((value) => value !== 0), [curve])
  const values = counted === 'trades' ? curve.trades.netReturn : moved
  const option = useMemo(() => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    return distributionOption({
      values,
      marks: [{ value: mean, label: `mean ${shortPercent(mean)}`, strong: true }],
      bins: 40,
      counted,
      signed: true,
      text: shortPercent,
      theme,
      numbers: PAGE_NUMBERS,
    })
  }, [values, counted, theme])
  return (
    <Panel
      title="Distribution of returns"
      description={
        counted === 'trades'
          ? 'Net return of each trade, of the equity at entry'
          : `Days on which equity moved; ${countText(curve.account.dayReturns.length - moved.length)} flat days are left out`
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label="What is counted"
          value={counted}
          onChange={setCounted}
          data={[
            { value: 'trades', label: 'Trades' },
            { value: 'days', label: 'Days' },
          ]}
        />
      }
    >
      <Chart option={option} height={230} label={`Distribution of the net returns of ${values.length} ${counted}`} />
    </Panel>
  )
}

function shortPercent(value: number): string {
  return percentText(value, { digits: 2 })
}
