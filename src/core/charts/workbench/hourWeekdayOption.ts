import type { EChartsOption } from 'echarts'
import { type Palette, palette, type Theme } from '../palette.ts'
import type { ChartNumbers } from './chartNumbers.ts'
import { HOURS_A_DAY, type HourWeekdayCell, LEAST_CELL_EVENTS, largestCellMean } from './hourWeekday.ts'
import { resultAxis, resultTooltip } from './resultStyle.ts'

export type HourWeekdayPicture = {
  readonly cells: readonly HourWeekdayCell[]
  /** Hours that stand together in a cell. */
  readonly hours: number
  /** Whether a mean fits into a cell. */
  readonly wide: boolean
  /** First hour of the week of the cell that is chosen; null: none. */
  readonly chosen: number | null
  readonly theme: Theme
  readonly numbers: ChartNumbers
}

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/**
 * Mean net return by hour across and weekday down: colours are symmetric about zero. Cells with fewer than 10 events are hatched and show
 * their count; those without any are left empty.
 */
export function hourWeekdayOption({ cells, hours, wide, chosen, theme, numbers }: HourWeekdayPicture): EChartsOption {
  const colors = palette(theme)
  const axis = { ...resultAxis(colors), axisLine: { show: false }, axisTick: { show: false } }
  const reach = Math.max(largestCellMean(cells), 1e-9)
  const enough = cells.filter(({ events }) => events >= LEAST_CELL_EVENTS)
  const thin = cells.filter(({ events }) => events > 0 && events < LEAST_CELL_EVENTS)
  const hidden = { show: false, dimension: 2, min: -reach, max: reach }
  return {
    animation: false,
    backgroundColor: 'transparent',
    grid: { left: 34, right: 4, top: 22, bottom: 4 },
    tooltip: { ...resultTooltip(colors), formatter: (item: unknown) => cellText(item, cells, hours, numbers) },
    xAxis: {
      ...axis,
      type: 'category',
      position: 'top',
      data: Array.from({ length: HOURS_A_DAY / hours }, (_, column) => columnText(column * hours, hours)),
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, interval: wide || hours > 1 ? 0 : 2 },
    },
    yAxis: {
      ...axis,
      type: 'category',
      inverse: true,
      data: WEEKDAYS.map((name) => name.slice(0, 3)),
      splitLine: { show: false },
      axisLabel: { ...axis.axisLabel, interval: 0 },
    },
    visualMap: [
      { ...hidden, seriesIndex: 0, inRange: { color: [colors.histogramLoss, colors.chipFill, colors.histogram] } },
      { ...hidden, seriesIndex: 1, inRange: { color: [colors.background, colors.background] } },
      { ...hidden, seriesIndex: 2, inRange: { color: ['transparent', 'transparent'] } },
    ],
    series: [
      heat(enough, hours, colors, (cell) => (wide ? numbers.percent(cell.mean ?? 0, 2).replace('%', '') : '')),
      {
        ...heat(thin, hours, colors, (cell) => `${cell.events}`),
        itemStyle: { ...border(colors), decal: hatch(colors) },
      },
      {
        ...heat(
          cells.filter((cell) => slotOf(cell) === chosen),
          hours,
          colors,
          () => '',
        ),
        silent: true,
        itemStyle: { borderColor: colors.text, borderWidth: 2 },
      },
    ],
  }
}

function border(colors: Palette) {
  return { borderWidth: 2, borderColor: colors.background }
}

function hatch(colors: Palette) {
  return { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 4], rotation: -Math.PI / 4, color: colors.gridLine }
}

function heat(
  cells: readonly HourWeekdayCell[],
  hours: number,
  colors: Palette,
  text: (cell: HourWeekdayCell) => string,
) {
  const isThin = (cell: HourWeekdayCell) => cell.events < LEAST_CELL_EVENTS
  return {
    type: 'heatmap' as const,
    itemStyle: border(colors),
    emphasis: { itemStyle: { borderColor: colors.text, borderWidth: 1 } },
    data: cells.map((cell) => ({
      value: [cell.hour / hours, cell.weekday, isThin(cell) ? 0 : (cell.mean ?? 0)],
      name: `${slotOf(cell)}`,
      label: { show: true, fontSize: 10, color: isThin(cell) ? colors.muted : colors.text, formatter: text(cell) },
    })),
  }
}

export function slotOf({ weekday, hour }: Pick<HourWeekdayCell, 'weekday' | 'hour'>): number {
  return weekday * HOURS_A_DAY + hour
}

/** `Tuesday 14:00 to 15:00`. */
export function slotText(slot: number, hours: number): string {
  const hour = slot % HOURS_A_DAY
  return `${WEEKDAYS[Math.floor(slot / HOURS_A_DAY)] ?? ''} ${twoDigits(hour)}:00 to ${twoDigits(hour + hours)}:00`
}

function columnText(hour: number, hours: number): string {
  return hours === 1 ? twoDigits(hour) : `${twoDigits(hour)}-${twoDigits(hour + hours)}`
}

function twoDigits(hour: number): string {
  return `${hour}`.padStart(2, '0')
}

function cellText(item: unknown, cells: readonly HourWeekdayCell[], hours: number, numbers: ChartNumbers): string {
  if (typeof item !== 'object' || item === null || !('value' in item) || !Array.isArray(item.value)) return ''
  const [column = 0, weekday = 0] = item.value.map(Number)
  const cell = cells.find((one) => one.hour === column * hours && one.weekday === weekday)
  if (cell === undefined) return ''
  const lines = [slotText(slotOf(cell), hours), `${numbers.grouped(cell.events)} events with an outcome`]
  if (cell.events < LEAST_CELL_EVENTS) lines.push('too few for a mean')
  else lines.push(`mean net return <b>${numbers.percent(cell.mean ?? Number.NaN, 3)}</b> of the notional`)
  return lines.join('<br>')
}
