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
  /** Where the pointer stands on the first x axis that has an axis pointer; null: on none. */
  readonly onPointer?: (axisValue: number | null) => void
  /** Ranges drawn on an axis of parallel coordinates, in values of that axis; none: it was cleared. */
  readonly onAxisRange?: (axis: number, ranges: readonly (readonly [number, number])[]) => void
  /** Keeps zoom and selection where only data change; else each option replaces the one before. */
  readonly merge?: boolean
}

type Drawing = ReturnType<typeof init>

export function Chart({ option, height, label, onClick, onZoom, onPointer, onAxisRange, merge = false }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const drawing = useRef<Drawing | null>(null)
  const latest = useRef({ option, onClick, onZoom, onPointer, onAxisRange })
  latest.current = { option, onClick, onZoom, onPointer, onAxisRange }
  const theme = useThemeName()

  useEffect(() => {
    const element = place.current
    if (element === null) return
    const made = init(element, theme === 'dark' ? 'assay-dark' : 'assay-light', { renderer: 'canvas' })
    drawing.current = made
    made.on('click', (event) =>
      latest.current.onClick?.({
        seriesName: event.seriesName ?? null,
        name: event.name,
        dataIndex: event.dataIndex,
        value: event.value,
      }),
    )
    made.on('datazoom', (event) => latest.current.onZoom?.(zoomOf(event, latest.current.option, made)))
    made.on('updateAxisPointer', (event) => latest.current.onPointer?.(pointedValue(event)))
    made.on('axisareaselected', (event) => {
      const axis = Number(/axis (\d+)$/.exec(String(fieldOf(event, 'parallelAxisId')))?.[1])
      if (Number.isInteger(axis)) latest.current.onAxisRange?.(axis, rangesOf(event))
    })
    made.on('globalout', () => latest.current.onPointer?.(null))
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

/** The drawing's own option says it all, but to ask for it copies all data: with an axis of known ends the event says enough. */
function zoomOf(event: unknown, option: EChartsOption, drawing: Drawing): ChartZoom {
  const moved = firstOf(fieldOf(event, 'batch')) ?? event
  const startPercent = numberOf(moved, 'start')
  const endPercent = numberOf(moved, 'end')
  const axis = firstOf(option.xAxis)
  const min = numberOf(axis, 'min')
  const max = numberOf(axis, 'max')
  if (startPercent === null || endPercent === null || min === null || max === null) return wholeZoomOf(drawing)
  const valueAt = (percent: number) => min + ((max - min) * percent) / 100
  return { startValue: valueAt(startPercent), endValue: valueAt(endPercent), startPercent, endPercent }
}

function wholeZoomOf(drawing: Drawing): ChartZoom {
  const first = firstOf(drawing.getOption().dataZoom)
  return {
    startValue: numberOf(first, 'startValue'),
    endValue: numberOf(first, 'endValue'),
    startPercent: numberOf(first, 'start'),
    endPercent: numberOf(first, 'end'),
  }
}

function pointedValue(event: unknown): number | null {
  const axes: unknown = fieldOf(event, 'axesInfo')
  const pointed: unknown = Array.isArray(axes) ? axes.find((axis: unknown) => fieldOf(axis, 'axisDim') === 'x') : null
  return numberOf(pointed, 'value')
}

function rangesOf(event: unknown): readonly (readonly [number, number])[] {
  const intervals: unknown = fieldOf(event, 'intervals')
  if (!Array.isArray(intervals)) return []
  return intervals.flatMap((range: unknown): [number, number][] => {
    const [least, most]: unknown[] = Array.isArray(range) ? range : []
    return typeof least === 'number' && typeof most === 'number' ? [[least, most]] : []
  })
}

function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : list
}

function numberOf(holder: unknown, field: string): number | null {
  const value = fieldOf(holder, field)
  return typeof value === 'number' ? value : null
}

function fieldOf(holder: unknown, field: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, field) : undefined
}
