import {
  BarChart,
  BoxplotChart,
  CandlestickChart,
  CustomChart,
  HeatmapChart,
  LineChart,
  ParallelChart,
  ScatterChart,
} from 'echarts/charts'
import {
  AxisPointerComponent,
  CalendarComponent,
  DataZoomComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  ParallelComponent,
  TitleComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components'
import { init, registerTheme, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { palette, type Theme } from '../../core/charts/palette.ts'
import { NOT_KNOWN, PAGE_NUMBERS } from './numberText.ts'

use([BarChart, BoxplotChart, CandlestickChart, CustomChart, HeatmapChart, LineChart, ParallelChart, ScatterChart])
use([AxisPointerComponent, CalendarComponent, DataZoomComponent, GraphicComponent, GridComponent, LegendComponent])
use([MarkAreaComponent, MarkLineComponent, MarkPointComponent, TitleComponent, TooltipComponent, VisualMapComponent])
use([ParallelComponent])
use([CanvasRenderer])
registerTheme('assay-dark', themeOf('dark'))
registerTheme('assay-light', themeOf('light'))

/** ECharts with the parts that the page draws, and its two themes. */
export { init }

/** Digits of a tick are the axis's matter: none that it shows is lost. */
const tickText = (value: number): string => PAGE_NUMBERS.significant(value, 12)

/** What ECharts hands over is a number, a text, or a list of both. */
function pointedText(value: unknown): string {
  if (Array.isArray(value)) return value.map((part: unknown) => pointedText(part)).join(', ')
  if (typeof value === 'number') return PAGE_NUMBERS.significant(value, 7)
  return value === null || value === undefined || value === '-' ? NOT_KNOWN : String(value)
}

/** What an option leaves open. */
function themeOf(theme: Theme): object {
  const { text, muted, gridLine, axisLine, lines, background } = palette(theme)
  const axis = {
    axisLine: { lineStyle: { color: axisLine } },
    axisTick: { lineStyle: { color: axisLine } },
    axisLabel: { color: muted },
    nameTextStyle: { color: muted },
    splitLine: { lineStyle: { color: gridLine } },
  }
  const numeric = { ...axis, axisLabel: { ...axis.axisLabel, formatter: tickText } }
  return {
    color: [...lines],
    backgroundColor: 'transparent',
    textStyle: { fontFamily: 'Inter Variable, sans-serif', fontSize: 11, color: text },
    title: { textStyle: { color: text, fontSize: 13, fontWeight: 600 }, subtextStyle: { color: muted } },
    legend: { textStyle: { color: text }, inactiveColor: axisLine, itemGap: 16 },
    tooltip: {
      backgroundColor: background,
      borderColor: axisLine,
      borderWidth: 1,
      textStyle: { color: text, fontSize: 12 },
      valueFormatter: pointedText,
      axisPointer: {
        lineStyle: { color: axisLine },
        crossStyle: { color: axisLine },
        label: { color: background, backgroundColor: muted },
      },
    },
    dataZoom: {
      textStyle: { color: muted },
      borderColor: gridLine,
      fillerColor: theme === 'dark' ? 'rgba(86, 180, 233, 0.14)' : 'rgba(0, 114, 178, 0.10)',
      dataBackground: { lineStyle: { color: axisLine }, areaStyle: { color: gridLine } },
      selectedDataBackground: { lineStyle: { color: lines[0] }, areaStyle: { color: gridLine } },
      handleStyle: { color: background, borderColor: axisLine },
    },
    visualMap: { textStyle: { color: muted } },
    calendar: {
      itemStyle: { color: 'transparent', borderColor: gridLine },
      splitLine: { lineStyle: { color: axisLine } },
      dayLabel: { color: muted },
      monthLabel: { color: muted },
      yearLabel: { color: muted },
    },
    categoryAxis: axis,
    valueAxis: numeric,
    logAxis: numeric,
    timeAxis: axis,
  }
}
