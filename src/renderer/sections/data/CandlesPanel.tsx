import { useDebouncedCallback, useElementSize } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import { candleAt } from '../../../core/charts/workbench/candleAt.ts'
import { candlesOption } from '../../../core/charts/workbench/candlesOption.ts'
import type { TimeSpan } from '../../../core/contract/download.ts'
import type { CandlesView } from '../../../core/contract/workbench/views.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { useCall } from '../../data/useCall.ts'
import { useSettings } from '../../data/useSettings.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart, type ChartZoom } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { CandleReadout } from './CandleReadout.tsx'
import { CandlesToolbar } from './CandlesToolbar.tsx'
import { candleTexts } from './candleTexts.ts'
import { needsWindow, shifted, spanAround, type WindowAsk, wholeSpan, windowAsk } from './candleWindow.ts'

/** Where the chart is to go; a new object goes there again. */
export type ChartGoal = { readonly target: TimeSpan; readonly isMarked: boolean }

const OVERVIEW_CANDLES = 480
const FETCH_AFTER_MS = 120
const FALLBACK_WIDTH = 900
const CHART_HEIGHT = 'clamp(270px, 40vh, 620px)'
type CandlesPanelProps = { readonly workspace: string; readonly passport: Passport; readonly goal: ChartGoal | null }

/** Bars of a series: the engine sends a window of them, as coarse as the screen is; the picture that is there stays until the next has come. */
export function CandlesPanel({ workspace, passport, goal }: CandlesPanelProps) {
  const { symbol, interval } = passport
  const place = { workspace, symbol, interval }
  const overview = useCall('data.candles', { ...place, fromMs: null, toMs: null, most: OVERVIEW_CANDLES })
  const { value, trouble, loading } = overview
  return (
    <section className="panel" aria-label={`Candles of ${symbol} ${interval}`}>
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {value === null ? (
        <div style={{ height: CHART_HEIGHT, padding: 12 }}>{loading ? <Loading label="Reading bars" /> : null}</div>
      ) : (
        <CandlesWindow key={passport.contentHash} place={place} overview={value} goal={goal} />
      )}
    </section>
  )
}

type Place = { readonly workspace: string; readonly symbol: string; readonly interval: string }
type ViewProps = { readonly place: Place; readonly overview: CandlesView; readonly goal: ChartGoal | null }

function CandlesWindow({ place, overview, goal }: ViewProps) {
  const whole = useMemo(() => wholeSpan(overview), [overview])
  const { ref, width } = useElementSize()
  const pixels = width > 0 ? width : FALLBACK_WIDTH
  const visible = useRef<TimeSpan>(whole)
  const [ask, setAsk] = useState<WindowAsk | null>(null)
  const [moves, setMoves] = useState(0)
  const [mark, setMark] = useState<TimeSpan | null>(null)
  const [seen, setSeen] = useState<TimeSpan>(whole)
  const [isLog, setLog] = useState(false)
  const fetched = useCall(
    'data.candles',
    { ...place, ...(ask ?? { fromMs: 0, toMs: 0, most: OVERVIEW_CANDLES }) },
    { enabled: ask !== null },
  )
  const candles = fetched.value ?? overview

  const refine = useDebouncedCallback(() => {
    setSeen(visible.current)
    const loaded = ask ?? { ...whole, most: OVERVIEW_CANDLES }
    if (needsWindow(loaded, candles.stepBars, visible.current, whole, pixels))
      setAsk(windowAsk(visible.current, whole, pixels))
  }, FETCH_AFTER_MS)

  const show = (span: TimeSpan) => {
    visible.current = span
    setSeen(span)
    setMoves((count) => count + 1)
    setAsk(windowAsk(span, whole, pixels))
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new goal moves the chart
  useEffect(() => {
    if (goal === null) return
    setMark(goal.isMarked ? goal.target : null)
    show(spanAround(goal.target, whole, overview.intervalMs))
  }, [goal])

  const onZoom = ({ startValue, endValue }: ChartZoom) => {
    if (startValue === null || endValue === null) return
    visible.current = { fromMs: startValue, toMs: endValue }
    refine()
  }
  const back = (days: number | null) => {
    if (days === null) return show(whole)
    const { toMs } = visible.current
    show(shifted({ fromMs: toMs - days * DAY_MS, toMs }, whole))
  }
  return (
    <div ref={ref}>
      <CandlesToolbar
        name={`${place.symbol} ${place.interval}`}
        candles={candles}
        seen={seen}
        isLoading={fetched.loading}
        isLog={isLog}
        onLog={setLog}
        onRange={back}
      />
      {fetched.trouble === null ? null : <TroubleNote trouble={fetched.trouble} />}
      <Picture
        overview={overview}
        candles={candles}
        whole={whole}
        visible={visible}
        moves={moves}
        mark={mark}
        isLog={isLog}
        onZoom={onZoom}
        name={place.symbol}
      />
    </div>
  )
}

type PictureProps = {
  readonly overview: CandlesView
  readonly candles: CandlesView
  readonly whole: TimeSpan
  readonly visible: { readonly current: TimeSpan }
  readonly moves: number
  readonly mark: TimeSpan | null
  readonly isLog: boolean
  readonly name: string
  onZoom(zoom: ChartZoom): void
}

function Picture({ overview, candles, whole, visible, moves, mark, isLog, name, onZoom }: PictureProps) {
  const theme = useThemeName()
  const { timeZone } = useSettings()
  // What is visible is read when something else changes: a zoom by hand is the chart's own.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moves` counts the moves that were not made by hand
  const option = useMemo(() => {
    const texts = candleTexts(timeZone, () => visible.current)
    const { intervalMs } = overview
    const stepMs = candles.stepBars * intervalMs
    const seen = visible.current
    return candlesOption({ candles, overview, whole, visible: seen, mark, intervalMs, stepMs, isLog, texts, theme })
  }, [candles, overview, whole, mark, isLog, theme, timeZone, moves])
  const [row, setRow] = useState<number | null>(null)
  const onPointer = (atMs: number | null) =>
    setRow(atMs === null ? null : candleAt(candles, atMs, candles.stepBars * candles.intervalMs))
  const label = `Candles and volume of ${name}`
  return (
    <div style={{ position: 'relative' }}>
      <Chart option={option} height={CHART_HEIGHT} label={label} onZoom={onZoom} onPointer={onPointer} merge />
      <CandleReadout candles={candles} row={row} timeZone={timeZone} />
    </div>
  )
}
