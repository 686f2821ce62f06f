import type { EChartsOption, LineSeriesOption, SeriesOption, TitleComponentOption } from 'echarts'
import type { Palette } from './palette.ts'
import type { Axis, Box, MarkLineData, Panel, PlacedPanel } from './panel.ts'

export const FONT_FAMILY = 'Inter'
const TITLE_PX = 15
const SMALL_PX = 12

/**
 * Panels to one ECharts option. Ticks and their labels are drawn as mark lines with ready-made strings: an option then holds
 * no function (it survives JSON), no locale and no time zone, and is the same on screen, in SVG, PNG and the report.
 */
export function composePanels(placed: readonly PlacedPanel[], width: number, colors: Palette): EChartsOption {
  return {
    animation: false,
    useUTC: true,
    backgroundColor: colors.background,
    textStyle: { fontFamily: FONT_FAMILY, color: colors.text, fontSize: SMALL_PX },
    legend: placed.flatMap(({ panel, box }, index) =>
      panel.legend.length > 0 ? [legend(panel, box, index, width, colors)] : [],
    ),
    title: placed.flatMap(({ panel, box }) => titles(panel, box, colors)),
    grid: placed.map(({ box }) => ({ ...box, containLabel: false })),
    xAxis: placed.map(({ panel }, gridIndex) => ({ ...bareAxis(panel.x), gridIndex })),
    yAxis: placed.map(({ panel }, gridIndex) => ({ ...bareAxis(panel.y), gridIndex })),
    series: placed.flatMap(({ panel }, index) => panelSeries(panel, index, colors)),
  }
}

function bareAxis(axis: Axis) {
  const hidden = { show: false } as const
  return {
    type: 'value' as const,
    // Otherwise ECharts 6 widens an axis that carries bars, and months no longer stand under their equity.
    containShape: false,
    min: axis.min,
    max: axis.max,
    axisLabel: hidden,
    axisTick: hidden,
    axisLine: hidden,
    splitLine: hidden,
  }
}

function panelSeries(panel: Panel, index: number, colors: Palette): readonly SeriesOption[] {
  const place = { xAxisIndex: index, yAxisIndex: index }
  const all = panel.emptyText === null ? [tickLines(panel, colors), ...panel.series] : [frame(colors)]
  return all.map((series) => ({ ...series, ...place }))
}

function tickLines(panel: Panel, colors: Palette): LineSeriesOption {
  const label = {
    show: true,
    position: 'start' as const,
    distance: 8,
    color: colors.muted,
    fontSize: SMALL_PX,
    fontFamily: FONT_FAMILY,
  }
  const x: MarkLineData = panel.x.ticks.map((tick) => ({
    xAxis: tick.value,
    // Not opacity 0: ECharts would hide the label with the line.
    lineStyle: { color: panel.xLines ? colors.gridLine : 'transparent' },
    label: { ...label, show: panel.xLabels, formatter: tick.label },
  }))
  const y: MarkLineData = panel.y.ticks.map((tick) => ({
    yAxis: tick.value,
    lineStyle: { color: yLineColor(panel, tick.value, colors) },
    label: { ...label, formatter: tick.label },
  }))
  return {
    type: 'line',
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      precision: 15,
      z: 0,
      lineStyle: { type: 'solid', width: 1 },
      data: [...x, ...y],
    },
  }
}

function yLineColor({ yLines = true }: Panel, value: number, colors: Palette): string {
  if (!yLines) return 'transparent'
  return value === 0 ? colors.axisLine : colors.gridLine
}

function frame(colors: Palette): LineSeriesOption {
  return {
    type: 'line',
    data: [],
    silent: true,
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: colors.chipFill, opacity: 0.6 },
      data: [
        [
          { xAxis: 0, yAxis: 0 },
          { xAxis: 1, yAxis: 1 },
        ],
      ],
    },
  }
}

function titles(panel: Panel, box: Box, colors: Palette): readonly TitleComponentOption[] {
  const heading: TitleComponentOption = {
    text: panel.title,
    subtext: panel.subtitle,
    left: box.left - 56,
    top: box.top - (panel.subtitle === '' ? 34 : 62),
    padding: 0,
    itemGap: 6,
    textStyle: { fontFamily: FONT_FAMILY, fontSize: TITLE_PX, fontWeight: 600, color: colors.text },
    subtextStyle: { fontFamily: FONT_FAMILY, fontSize: SMALL_PX + 0.5, color: colors.muted },
  }
  if (panel.emptyText === null) return [heading]
  const middle: TitleComponentOption = {
    text: panel.emptyText,
    left: box.left + box.width / 2,
    top: box.top + box.height / 2 - 9,
    padding: 0,
    textAlign: 'center',
    textStyle: { fontFamily: FONT_FAMILY, fontSize: 14, fontWeight: 400, color: colors.muted },
  }
  return [heading, middle]
}

function legend(panel: Panel, box: Box, index: number, width: number, colors: Palette) {
  return {
    id: `legend-${index}`,
    show: true,
    selectedMode: false,
    right: width - box.left - box.width,
    top: box.top - 30,
    padding: 0,
    itemGap: 26,
    itemWidth: 22,
    itemHeight: 10,
    textStyle: { fontFamily: FONT_FAMILY, fontSize: SMALL_PX + 0.5, color: colors.text },
    data: panel.legend.map((entry) => ({
      name: entry.name,
      icon: entry.shape === 'line' ? 'path://M0,4 L22,4 L22,6 L0,6 Z' : 'rect',
      itemStyle: { color: entry.color, opacity: 1 },
      lineStyle: { color: entry.color, width: 0 },
    })),
  }
}
