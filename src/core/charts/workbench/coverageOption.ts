import type { EChartsOption } from 'echarts'
import type { CoverageView } from '../../contract/workbench/views.ts'
import { type Palette, palette, type Theme } from '../palette.ts'

export type CoverageGrade = 'none' | 'part' | 'most' | 'all'

/** From the worst to the best; the numbers are the values of the cells. */
const GRADES: readonly { readonly grade: CoverageGrade; readonly label: string }[] = [
  { grade: 'none', label: 'no bar' },
  { grade: 'part', label: 'under 90 %' },
  { grade: 'most', label: '90 % and more' },
  { grade: 'all', label: 'all bars' },
]
const MOST_SHARE = 0.9

export type CoveragePicture = {
  readonly coverage: CoverageView
  /** Of a day: date, bars received, bars expected. */
  readonly text: (dayMs: number, received: number, expected: number) => string
  readonly theme: Theme
}

const CELL = 11
const TOP = 44
const YEAR_HEIGHT = 7 * CELL + 18
const YEAR_TEXT_TOP = 2.5 * CELL

/** UTC years from the newest to the oldest. */
export function coverageYears({ dayMs }: CoverageView): readonly number[] {
  return [...new Set(dayMs.map((ms) => new Date(ms).getUTCFullYear()))].sort((a, b) => b - a)
}

/** Pixels that all years need. */
export function coverageHeight(coverage: CoverageView): number {
  return TOP + coverageYears(coverage).length * YEAR_HEIGHT
}

/** Null: the calendar has no bar on that day, so there is nothing to judge. */
export function coverageGrade(received: number, expected: number): CoverageGrade | null {
  if (expected === 0) return null
  if (received === 0) return 'none'
  if (received >= expected) return 'all'
  return received / expected >= MOST_SHARE ? 'most' : 'part'
}

/** One calendar a year, a cell a UTC day. A cell's value is [date, grade, start of the day in UTC milliseconds, received, expected]. */
export function coverageOption({ coverage, text, theme }: CoveragePicture): EChartsOption {
  const colors = palette(theme)
  const years = coverageYears(coverage)
  return {
    animation: false,
    backgroundColor: 'transparent',
    tooltip: {
      backgroundColor: colors.chipFill,
      borderColor: colors.gridLine,
      textStyle: { color: colors.text, fontSize: 12 },
      confine: true,
      transitionDuration: 0,
      formatter: (item: unknown) => cellText(item, text),
    },
    visualMap: {
      type: 'piecewise',
      dimension: 1,
      orient: 'horizontal',
      left: 34,
      top: 0,
      itemWidth: 11,
      itemHeight: 11,
      itemGap: 14,
      selectedMode: false,
      textStyle: { color: colors.muted, fontSize: 11 },
      pieces: GRADES.map(({ grade, label }, value) => ({ value, label, color: gradeColor(grade, colors) })),
    },
    title: years.map((year, row) => ({
      text: String(year),
      left: 0,
      top: TOP + row * YEAR_HEIGHT + YEAR_TEXT_TOP,
      padding: 0,
      textStyle: { color: colors.text, fontSize: 12, fontWeight: 600 },
    })),
    calendar: years.map((year, row) => calendarOf(year, row, colors)),
    series: years.map((year, row) => ({
      type: 'heatmap' as const,
      coordinateSystem: 'calendar' as const,
      calendarIndex: row,
      data: cellsOf(coverage, year),
      itemStyle: { borderWidth: 1, borderColor: colors.background },
      emphasis: { itemStyle: { borderColor: colors.text } },
    })),
  }
}

function calendarOf(year: number, row: number, colors: Palette) {
  return {
    top: TOP + row * YEAR_HEIGHT,
    left: 66,
    right: 8,
    range: String(year),
    cellSize: ['auto' as const, CELL],
    splitLine: { lineStyle: { color: colors.axisLine, width: 1 } },
    itemStyle: { color: 'transparent', borderColor: colors.gridLine, borderWidth: 0.5 },
    yearLabel: { show: false },
    dayLabel: { firstDay: 1, color: colors.muted, fontSize: 9, nameMap: ['', 'Mon', '', 'Wed', '', 'Fri', ''] },
    monthLabel: { show: row === 0, color: colors.muted, fontSize: 10, margin: 4 },
  }
}

/** The date as text: ECharts reads instants in the machine's own time zone. */
function cellsOf({ dayMs, received, expected }: CoverageView, year: number) {
  return dayMs.flatMap((ms, row) => {
    const date = new Date(ms).toISOString().slice(0, 10)
    const grade = coverageGrade(received[row]!, expected[row]!)
    if (grade === null || !date.startsWith(String(year))) return []
    const value = GRADES.findIndex((one) => one.grade === grade)
    return [[date, value, ms, received[row]!, expected[row]!]]
  })
}

function gradeColor(grade: CoverageGrade, colors: Palette): string {
  switch (grade) {
    case 'none':
      return colors.boundFill
    case 'part':
      return colors.loss
    case 'most':
      return colors.histogramLoss
    case 'all':
      return colors.band
  }
}

function cellText(item: unknown, text: CoveragePicture['text']): string {
  const cell = coverageCell(item)
  return cell === null ? '' : text(cell.dayMs, cell.received, cell.expected)
}

/** The day behind what ECharts hands to a formatter or a click; null where it is no cell. */
export function coverageCell(item: unknown): { dayMs: number; received: number; expected: number } | null {
  if (typeof item !== 'object' || item === null || !('data' in item) || !Array.isArray(item.data)) return null
  const [, , dayMs, received, expected] = item.data.map(Number)
  if (dayMs === undefined || received === undefined || expected === undefined) return null
  return { dayMs, received, expected }
}
