import type { EChartsOption, ScatterSeriesOption } from 'echarts'
import type { DiscoveryPointsView } from '../../contract/workbench/discoveryViews.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { escapeText, resultAxis, resultLegend, resultTooltip } from './resultStyle.ts'

/** `q`: after control of the whole family, which decides; `p`: each hypothesis taken alone, as if it were the only one. */
export type VolcanoMeasure = 'q' | 'p'

export type Volcano = {
  readonly points: DiscoveryPointsView
  readonly measure: VolcanoMeasure
  /** Ringed; null: none. */
  readonly selected: string | null
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

/** A p-value that is commonly taken for a finding where only one hypothesis is looked at. */
const ALONE_P = 0.05
/** What a permutation cannot tell from zero is drawn here. */
const SMALLEST = 1e-12
const STANDINGS = ['Tested', 'Let through', 'Candidates'] as const
type Standing = (typeof STANDINGS)[number]

/**
 * A point a tested hypothesis: across its effect size, in standard deviations of one trade's return; up -log10 of q (or p), so that less likely luck stands higher. What lies below
 * the threshold line is not told from luck. Points without both values are left out. A value of a point: across, up, place among the points.
 */
export function volcanoOption({ points, measure, selected, theme, numbers }: Volcano): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const threshold = measure === 'q' ? points.q : ALONE_P
  const drawn = drawnPoints(points, measure)
  const top = Math.max(heightOf(threshold) * 1.25, ...drawn.map(({ up }) => up * 1.06))
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: { ...resultLegend(colors), itemWidth: 10, itemHeight: 10, data: [...STANDINGS] },
    grid: { left: 54, right: 20, top: 50, bottom: 42 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => pointText(item, points, numbers) },
    xAxis: {
      ...axis,
      type: 'value',
      name: 'effect size, standard deviations of one trade’s return',
      nameLocation: 'middle',
      nameGap: 26,
      axisLine: { ...axis.axisLine, onZero: false },
    },
    yAxis: {
      ...axis,
      type: 'value',
      min: 0,
      max: Math.ceil(top * 10) / 10,
      name: `−log10 of ${measure}`,
      nameTextStyle: { ...axis.nameTextStyle, align: 'left' },
      axisLine: { ...axis.axisLine, onZero: false },
      axisLabel: { ...axis.axisLabel, showMaxLabel: false },
    },
    series: [
      ...STANDINGS.map((standing) => ({
        ...faceOf(standing, drawn.length, colors),
        data: drawn.filter((point) => point.standing === standing).map(({ across, up, at }) => [across, up, at]),
        ...(standing === 'Tested' ? { markLine: thresholdLine(threshold, measure, colors, numbers) } : {}),
      })),
      ...selectedRing(drawn, points, selected, colors),
    ],
  }
}

type Drawn = { readonly across: number; readonly up: number; readonly at: number; readonly standing: Standing }

function drawnPoints(points: DiscoveryPointsView, measure: VolcanoMeasure): readonly Drawn[] {
  const values = measure === 'q' ? points.qValue : points.pValue
  return points.id.flatMap((_id, at) => {
    const [across, value] = [points.effectSize[at] ?? null, values[at] ?? null]
    if (across === null || value === null) return []
    const standing = points.isCandidate[at] ? 'Candidates' : points.isDiscovery[at] ? 'Let through' : 'Tested'
    return [{ across, up: heightOf(value), at, standing }]
  })
}

function heightOf(probability: number): number {
  const up = -Math.log10(Math.max(SMALLEST, probability))
  return up === 0 ? 0 : up
}

function faceOf(standing: Standing, count: number, colors: Palette): ScatterSeriesOption {
  const isFound = standing !== 'Tested'
  return {
    type: 'scatter',
    name: standing,
    symbol: standing === 'Candidates' ? 'diamond' : isFound ? 'triangle' : 'circle',
    symbolSize: standing === 'Candidates' ? 14 : isFound ? 10 : count > 2_000 ? 4 : 6,
    z: isFound ? 4 : 2,
    itemStyle: isFound
      ? { color: standing === 'Candidates' ? colors.loss : colors.gain, borderColor: colors.background, borderWidth: 1 }
      : { color: colors.muted, opacity: 0.5 },
  }
}

function thresholdLine(threshold: number, measure: VolcanoMeasure, colors: Palette, numbers: ChartNumbers) {
  return {
    silent: true,
    symbol: 'none',
    precision: 15,
    lineStyle: { color: colors.loss, width: 2, type: 'dashed' as const },
    label: {
      color: colors.text,
      fontSize: 11,
      fontWeight: 600 as const,
      position: 'insideEndTop' as const,
      formatter:
        measure === 'q'
          ? `q ${numbers.significant(threshold, 6)}: above it a discovery`
          : `p ${numbers.significant(threshold, 6)}, taken alone: no finding`,
    },
    data: [{ yAxis: heightOf(threshold) }],
  }
}

function selectedRing(
  drawn: readonly Drawn[],
  { id }: DiscoveryPointsView,
  selected: string | null,
  colors: Palette,
): ScatterSeriesOption[] {
  const point = selected === null ? undefined : drawn.find(({ at }) => id[at] === selected)
  if (point === undefined) return []
  return [
    {
      type: 'scatter',
      name: 'Opened',
      silent: true,
      symbolSize: 18,
      z: 6,
      itemStyle: { color: 'transparent', borderColor: colors.text, borderWidth: 2 },
      data: [[point.across, point.up, point.at]],
    },
  ]
}

function pointText(item: unknown, points: DiscoveryPointsView, numbers: ChartNumbers): string {
  const at = placeOf(item)
  const id = at === null ? undefined : points.id[at]
  if (at === null || id === undefined) return ''
  return [
    `<b>${escapeText(id.replaceAll('|', ' · '))}</b>`,
    `effect size <b>${figure(points.effectSize[at], 2, numbers)}</b>`,
    `uplift <b>${bpsText(points.uplift[at] ?? null, numbers)}</b>`,
    `p alone <b>${figure(points.pValue[at], 4, numbers)}</b>, q <b>${figure(points.qValue[at], 3, numbers)}</b>`,
  ].join('<br>')
}

/** Which of the points a thing of the picture is; null: none. */
function placeOf(item: unknown): number | null {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return null
  const at: unknown = item.value[2]
  return typeof at === 'number' ? at : null
}

function figure(value: number | null | undefined, digits: number, numbers: ChartNumbers): string {
  if (value === null || value === undefined) return 'n/a'
  return numbers.significant(value, digits)
}

function bpsText(fraction: number | null, numbers: ChartNumbers): string {
  return fraction === null ? 'n/a' : `${numbers.fixed(fraction * 10_000, 1)} bps`
}
