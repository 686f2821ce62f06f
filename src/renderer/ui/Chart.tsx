import type { EChartsOption } from 'echarts'
import { useEffect, useRef } from 'react'
import { useThemeName } from '../state/useThemeName.ts'
import { init } from './chartKit.ts'

export type ChartClick = {
  readonly seriesName: string | null
  readonly name: string
  readonly dataIndex: number
  readonly value: unknown
}
/** What is seen of the first x axis: values of the axis (times or category numbers), and shares of the whole in percent. */
export type ChartZoom = {
  readonly startValue: number | null
  readonly endValue: number | null
  readonly startPercent: number | null
  readonly endPercent: number | null
}

type ChartProps = {
  readonly option: EChartsOption
  readonly height: number | string
  /** What a reader of the screen is told in place of the picture. */
  readonly label: string
  readonly onClick?: (click: ChartClick) => void
  readonly onZoom?: (zoom: ChartZoom) => void
  /** Keeps zoom and selection where only data change; else each option replaces the one before. */
  readonly merge?: boolean
}

type Drawing = ReturnType<typeof init>

export function Chart({ option, height, label, onClick, onZoom, merge = false }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing | null>(null)
  const listeners = useRef({ onClick, onZoom })
  listeners.current = { onClick, onZoom }
  const theme = useThemeName()

  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = init(element, theme === 'dark' ? 'assay-dark' : 'assay-light', { renderer: 'canvas' })
    drawing.current = made
    made.on('click', (event) =>
      listeners.current.onClick?.({
        seriesName: event.seriesName ?? null,
        name: event.name,
        dataIndex: event.dataIndex,
        value: event.value,
      }),
    )
    made.on('datazoom', () => listeners.current.onZoom?.(zoomOf(made)))
    const watcher = new ResizeObserver(() => made.resize())
    watcher.observe(element)
    return () => {
      watcher.disconnect()
      end(made)
      drawing.current = null
    }
  }, [theme])

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme is a new drawing, which needs the option again
  useEffect(() => {
    drawing.current?.setOption({ animation: false, ...option }, { notMerge: !merge })
  }, [option, merge, theme])

  return <div ref={place} role="img" aria-label={label} style={{ height, width: '100%', minWidth: 0 }} />
}

/** ZRender 6 goes on in the next frame with a large picture, disposed or not; an empty picture is finished at once. */
function end(drawing: Drawing): void {
  drawing.clear()
  drawing.getZr().refreshImmediately()
  drawing.dispose()
}

function zoomOf(drawing: Drawing): ChartZoom {
  const option = drawing.getOption()
  const zooms: unknown = option.dataZoom
  const first: unknown = Array.isArray(zooms) ? zooms[0] : null
  return {
    startValue: numberOf(first, 'startValue'),
    endValue: numberOf(first, 'endValue'),
    startPercent: numberOf(first, 'start'),
    endPercent: numberOf(first, 'end'),
  }
}

function numberOf(holder: unknown, field: string): number | null {
  if (typeof holder !== 'object' || holder === null) return null
  const value: unknown = Reflect.get(holder, field)
  return typeof value === 'number' ? value : null
}
