import type { EChartsOption } from 'echarts'
import { palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { dayText, escapeText, resultAxis, resultLegend, resultTimeAxis, resultTooltip } from './resultStyle.ts'

/** One step of a line; `note`: what made it, for the tooltip. */
export type LedgerStep = { readonly x: number; readonly y: number; readonly note: string }
export type LedgerLine = { readonly name: string; readonly steps: readonly LedgerStep[] }

export type LedgerLines = {
  readonly lines: readonly LedgerLine[]
  /** Across: runs in the order of the ledger, or time in UTC milliseconds. */
  readonly across: 'order' | 'time'
  readonly isLog: boolean
  readonly unit: string
  /** Digits behind the point of a value. */
  readonly digits: 0 | 2
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

const MOST_LETTERS = 30
const DASHES = ['solid', 'dashed', 'dotted'] as const

/** What the ledger grew by, as steps: each holds until the next run. */
export function ledgerLinesOption({ lines, across, isLog, unit, digits, theme, numbers }: LedgerLines): EChartsOption {
  const colors = palette(theme)
  const axis = resultAxis(colors)
  const valueText = (value: number) => (digits === 0 ? numbers.grouped(value) : numbers.fixed(value, digits))
  return {
    animation: false,
    backgroundColor: 'transparent',
    legend: {
      ...resultLegend(colors),
      padding: [7, 5],
      data: lines.map(({ name }) => name),
      formatter: shortName,
    },
    grid: { left: 56, right: 22, top: 52, bottom: 42 },
    tooltip: {
      ...resultTooltip(colors),
      trigger: 'item',
      formatter: (item: unknown) => stepText(item, lines, across, unit, valueText),
    },
    xAxis:
      across === 'time'
        ? resultTimeAxis(colors)
        : {
            ...axis,
            type: 'value',
            name: 'runs, in the order of the ledger',
            nameLocation: 'middle',
            nameGap: 26,
            min: 0,
            minInterval: 1,
            splitLine: { show: false },
          },
    yAxis: {
      ...axis,
      type: isLog ? 'log' : 'value',
      name: isLog ? `${unit} (log scale)` : unit,
      nameTextStyle: { ...axis.nameTextStyle, align: 'left' },
      axisLabel: { ...axis.axisLabel, formatter: numbers.compact },
    },
    series: lines.map(({ name, steps }, at) => ({
      type: 'line' as const,
      name,
      step: 'end' as const,
      symbol: 'circle',
      symbolSize: steps.length > 200 ? 4 : 6,
      showAllSymbol: true,
      color: colors.lines[at % colors.lines.length]!,
      lineStyle: { width: 2, type: DASHES[Math.floor(at / colors.lines.length) % DASHES.length]! },
      // A log scale has no zero.
      data: steps.map(({ x, y }) => [x, isLog && y <= 0 ? null : y]),
    })),
  }
}

/** Names of many instruments would push the others out of the legend. */
function shortName(name: string): string {
  return name.length <= MOST_LETTERS ? name : `${name.slice(0, MOST_LETTERS - 1)}…`
}

function stepText(
  item: unknown,
  lines: readonly LedgerLine[],
  across: LedgerLines['across'],
  unit: string,
  valueText: (value: number) => string,
): string {
  if (typeof item !== 'object' || item === null || !('seriesName' in item) || !('dataIndex' in item)) return ''
  const line = lines.find(({ name }) => name === item.seriesName)
  const step = line?.steps[Number(item.dataIndex)]
  if (line === undefined || step === undefined) return ''
  return [
    `${escapeText(line.name)} <b>${valueText(step.y)}</b> ${escapeText(unit)}`,
    ...(across === 'time' ? [dayText(step.x)] : []),
    escapeText(step.note),
  ].join('<br>')
}
