import type { LineSeriesOption, SeriesOption } from 'echarts'
import { percentText } from '../compactNumber.ts'
import { drawdownLine } from '../drawdownLine.ts'
import { drawdownPanel } from '../drawdownPanel.ts'
import { timeAxisOf } from '../equityPanel.ts'
import { niceTicks } from '../niceTicks.ts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { Axis, Panel } from '../panel.ts'
import type { SizedChart } from '../panelChart.ts'
import { lowest } from '../plotText.ts'
import { sampleLowest } from '../sampleLine.ts'
import { dayText } from '../workbench/resultStyle.ts'
import { backtestFrame, evidenceOf, FULL_WIDTH, PLOT_LEFT } from './backtestFrame.ts'
import type { BacktestPicture } from './backtestPicture.ts'
import { type DrawdownSpell, drawdownSpells } from './drawdownSpells.ts'

const MOST_POINTS = 1500
const MOST_SPELLS = 5
const DAY_MS = 86_400_000

/** The account under water, its benchmark as a thin line, and the deepest falls from peak to recovery in words. */
export function drawdownPlot(picture: BacktestPicture, theme: Theme): SizedChart {
  const colors = palette(theme)
  const timeAxis = timeAxisOf(evidenceOf(picture), 12)
  const spells = drawdownSpells(picture.dayStartMs, picture.equity, picture.startCash).slice(0, MOST_SPELLS)
  return backtestFrame(picture, 'Drawdown', colors, (top, bottom) => {
    const listTop = bottom - spells.length * LINE - 8
    const water = { left: PLOT_LEFT, width: FULL_WIDTH, top, height: listTop - top - 88 }
    const list = { left: PLOT_LEFT, width: FULL_WIDTH, top: listTop, height: Math.max(1, bottom - listTop) }
    return spells.length === 0
      ? [{ panel: waterPanel(picture, timeAxis, colors), box: { ...water, height: bottom - top } }]
      : [
          { panel: waterPanel(picture, timeAxis, colors), box: water },
          { panel: spellPanel(spells, colors), box: list },
        ]
  })
}

const LINE = 30

function waterPanel(picture: BacktestPicture, timeAxis: Axis, colors: Palette): Panel {
  const panel = drawdownPanel(evidenceOf(picture), timeAxis, colors)
  if (panel.emptyText !== null) return panel
  const { benchmark, dayStartMs, startCash } = picture
  const below = benchmark === null ? [] : drawdownLine(benchmark.equity, startCash)
  const worst = Math.min(-0.01, lowest(drawdownLine(picture.equity, startCash)), lowest([0, ...below]))
  const ticks = niceTicks(worst, 0, 6)
  const lineName = `${benchmark?.name}: worst ${percentText(lowest([0, ...below]))}`
  const line: LineSeriesOption = {
    type: 'line',
    name: lineName,
    data: sampleLowest(below, MOST_POINTS).map((row) => [dayStartMs[row]!, below[row]!]),
    showSymbol: false,
    silent: true,
    color: colors.lines[1]!,
    lineStyle: { width: 1.3, color: colors.lines[1]! },
  }
  return {
    ...panel,
    xLabels: true,
    y: { min: ticks[0]!, max: 0, ticks: ticks.map((value) => ({ value, label: percentText(value, 0) })) },
    series: benchmark === null ? panel.series : [...panel.series, line],
    legend: benchmark === null ? [] : [{ name: lineName, color: colors.lines[1]!, shape: 'line' }],
  }
}

/** Bars as long as the falls are deep, with their dates. */
function spellPanel(spells: readonly DrawdownSpell[], colors: Palette): Panel {
  const deepest = spells[0]!.depth
  return {
    title: spells.length === 1 ? 'The only fall' : `The ${spells.length} deepest falls, from peak to recovery`,
    subtitle: '',
    x: { min: 0, max: deepest * 4, ticks: [] },
    y: {
      min: -spells.length,
      max: 0,
      ticks: spells.map((spell, row) => ({ value: -row - 0.5, label: percentText(spell.depth) })),
    },
    xLines: false,
    yLines: false,
    xLabels: false,
    series: [spellBars(spells, colors)],
    legend: [],
    emptyText: null,
  }
}

function spellBars(spells: readonly DrawdownSpell[], colors: Palette): SeriesOption {
  return {
    type: 'line',
    data: [],
    silent: true,
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: colors.drawdownFill },
      label: { show: true, position: 'right', distance: 10, color: colors.text, fontSize: 13.5 },
      data: spells.map((spell, row) => [
        { name: spellText(spell), xAxis: 0, yAxis: -row - 0.25 },
        { xAxis: spell.depth, yAxis: -row - 0.75 },
      ]),
    },
  }
}

function spellText({ peakMs, lowMs, endMs }: DrawdownSpell): string {
  const end = endMs === null ? 'not recovered by the end' : `recovered ${dayText(endMs)}, ${days(endMs - peakMs)}`
  return `from ${dayText(peakMs)}, lowest ${dayText(lowMs)} after ${days(lowMs - peakMs)}, ${end}`
}

function days(timeMs: number): string {
  const count = Math.max(1, Math.round(timeMs / DAY_MS))
  return count === 1 ? '1 day' : `${count} days`
}
