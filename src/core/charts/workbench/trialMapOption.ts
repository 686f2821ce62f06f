import type { EChartsOption } from 'echarts'
import type { MapAxis, TrialMapView } from '../../contract/workbench/sweepViews.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultTooltip } from './resultStyle.ts'
import { markStyle, type TrialMark } from './trialMarks.ts'

/** The values of the two parameters of a mark; null where it is no number. */
export type MapMark = Pick<TrialMark, 'kind'> & { readonly x: number | null; readonly y: number | null }

export type TrialMapPicture = {
  readonly map: TrialMapView
  readonly titles: { readonly x: string; readonly y: string; readonly figure: string }
  /** Names of values that are no numbers, by axis; null: they are. */
  readonly choices: { readonly x: readonly string[] | null; readonly y: readonly string[] | null }
  readonly text: (value: number) => string
  readonly marks: readonly MapMark[]
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const MOST_LABELLED = 14

/** A figure over two parameters. Where it takes both signs, colours are symmetric about zero; else they run from pale to blue. A place without a trial, or without a value, is left empty. */
export function trialMapOption(picture: TrialMapPicture): EChartsOption {
  const { map, titles, choices, text, marks, theme, numbers } = picture
  const colors = palette(theme)
  const base = resultAxis(colors)
  const axis = { ...base, type: 'category' as const, splitLine: { show: false }, axisTick: { show: false } }
  const valued = map.cells.flatMap((cell) => (cell.value === null ? [] : [{ ...cell, value: cell.value }]))
  const isLabelled = map.x.from.length <= MOST_LABELLED
  const { min, max, color } = scaleOf(
    valued.map(({ value }) => value),
    isLabelled,
    colors,
  )
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 66, right: 74, top: 30, bottom: 44 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => cellText(item, picture, numbers) },
    xAxis: { ...axis, name: titles.x, nameLocation: 'middle', nameGap: 26, data: namesOf(map.x, choices.x, numbers) },
    yAxis: { ...axis, name: titles.y, data: namesOf(map.y, choices.y, numbers) },
    visualMap: {
      type: 'continuous',
      seriesIndex: 0,
      dimension: 2,
      min,
      max,
      right: 0,
      top: 'middle',
      itemHeight: 150,
      itemWidth: 12,
      text: [text(max), text(min)],
      textStyle: { color: colors.muted, fontSize: 10 },
      inRange: { color },
    },
    series: [
      {
        type: 'heatmap',
        data: valued.map(({ x, y, value, trials }) => [x, y, value, trials]),
        label: { show: isLabelled, color: colors.text, fontSize: 10, formatter: labelText(text) },
        itemStyle: { borderWidth: isLabelled ? 1 : 0, borderColor: colors.background },
        emphasis: { itemStyle: { borderColor: colors.text, borderWidth: 1 } },
      },
      ...marks.flatMap((mark) => {
        const x = placeIn(map.x, mark.x)
        const y = placeIn(map.y, mark.y)
        const { name, short, symbol, color: own } = markStyle(mark.kind, colors)
        if (x < 0 || y < 0) return []
        return [
          {
            type: 'scatter' as const,
            name,
            symbol,
            symbolSize: 13,
            silent: true,
            z: 5,
            itemStyle: { color: own, borderColor: colors.background, borderWidth: 2 },
            label: {
              show: !isLabelled,
              formatter: short,
              position: mark.kind === 'best' ? ('top' as const) : ('bottom' as const),
              color: colors.text,
              fontWeight: 600 as const,
            },
            data: [[x, y]],
          },
        ]
      }),
    ],
  }
}

/** Under words the colours stay pale. */
function scaleOf(values: readonly number[], isLabelled: boolean, colors: Palette) {
  const [high, low] = isLabelled ? [colors.histogram, colors.histogramLoss] : [colors.gain, colors.loss]
  const least = values.reduce((kept, value) => Math.min(kept, value), values[0] ?? 0)
  const most = values.reduce((kept, value) => Math.max(kept, value), values[0] ?? 1)
  if (least < 0 && most > 0) {
    const reach = Math.max(-least, most)
    return { min: -reach, max: reach, color: [low, colors.chipFill, high] }
  }
  return { min: least, max: most > least ? most : least + 1, color: [colors.chipFill, high] }
}

function namesOf({ from, to, isBinned }: MapAxis, choices: readonly string[] | null, numbers: ChartNumbers): string[] {
  return from.map((value, place) => {
    if (choices !== null) return choices[value] ?? numbers.compact(value)
    return isBinned ? `${numbers.compact(value)}–${numbers.compact(to[place]!)}` : numbers.compact(value)
  })
}

/** Where a value lies on an axis, -1: nowhere. */
function placeIn({ from, to, isBinned }: MapAxis, value: number | null): number {
  if (value === null) return -1
  if (!isBinned) return from.indexOf(value)
  return from.findIndex((low, place) => value >= low && (value < to[place]! || place === from.length - 1))
}

function labelText(text: (value: number) => string) {
  return (item: unknown): string => {
    const value = valuesOf(item)[2]
    return value === undefined ? '' : text(value)
  }
}

function valuesOf(item: unknown): readonly number[] {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return []
  return item.value.map(Number)
}

function cellText(item: unknown, { map, titles, choices, text }: TrialMapPicture, numbers: ChartNumbers): string {
  const [x = -1, y = -1, value, trials] = valuesOf(item)
  if (value === undefined || trials === undefined) return ''
  const across = namesOf(map.x, choices.x, numbers)[x] ?? ''
  const up = namesOf(map.y, choices.y, numbers)[y] ?? ''
  return [
    `${escapeText(titles.x)} ${escapeText(across)}, ${escapeText(titles.y)} ${escapeText(up)}`,
    `${escapeText(titles.figure)} <b>${escapeText(text(value))}</b>`,
    `${numbers.grouped(trials)} ${trials === 1 ? 'trial' : 'trials'}`,
  ].join('<br>')
}
