import { useMemo } from 'react'
import { coverageCell, coverageHeight, coverageOption } from '../../../core/charts/workbench/coverageOption.ts'
import type { CoverageView } from '../../../core/contract/workbench/views.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type CoverageProps = {
  readonly workspace: string
  readonly passport: Passport
  readonly height: number
  onDay(dayMs: number): void
}

export function CoveragePanel({ workspace, passport, height, onDay }: CoverageProps) {
  const { symbol, interval } = passport
  const coverage = useCall('data.coverage', { workspace, symbol, interval })
  if (coverage.trouble !== null) return <TroubleNote trouble={coverage.trouble} />
  if (coverage.value === null) return <Loading label="Counting bars against the calendar" />
  return (
    <section
      aria-label={`Calendar of ${symbol}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      style={{ maxHeight: height, overflowX: 'hidden', overflowY: 'auto' }}
    >
      <CoverageChart coverage={coverage.value} symbol={symbol} onDay={onDay} />
    </section>
  )
}

type ChartProps = { readonly coverage: CoverageView; readonly symbol: string; onDay(dayMs: number): void }

function CoverageChart({ coverage, symbol, onDay }: ChartProps) {
  const theme = useThemeName()
  const option = useMemo(() => coverageOption({ coverage, text: dayText, theme }), [coverage, theme])
  const onClick = ({ value }: { readonly value: unknown }) => {
    const cell = coverageCell({ data: value })
    if (cell !== null) onDay(cell.dayMs)
  }
  const label = `Coverage of ${symbol}, a cell for each UTC day; the table of gaps says the same in words`
  return <Chart option={option} height={coverageHeight(coverage)} label={label} onClick={onClick} />
}

function dayText(dayMs: number, received: number, expected: number): string {
  const day = new Date(dayMs).toISOString().slice(0, 10)
  const missing = Math.max(0, expected - received)
  const rest = missing === 0 ? 'complete' : `${countText(missing)} missing`
  return `${day} UTC<br>${countText(received)} of ${countText(expected)} bars, ${rest}`
}
