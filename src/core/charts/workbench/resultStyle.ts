import type { Palette } from '../palette.ts'

/** Tooltip of the pictures of results: quiet, inside the picture, without a fade. */
export function resultTooltip(colors: Palette) {
  return {
    backgroundColor: colors.chipFill,
    borderColor: colors.axisLine,
    textStyle: { color: colors.text, fontSize: 12 },
    confine: true,
    transitionDuration: 0,
  }
}

export function resultAxis(colors: Palette) {
  return {
    axisLine: { lineStyle: { color: colors.axisLine } },
    axisTick: { lineStyle: { color: colors.axisLine } },
    axisLabel: { color: colors.muted, fontSize: 11, hideOverlap: true },
    splitLine: { lineStyle: { color: colors.gridLine } },
    nameTextStyle: { color: colors.muted, fontSize: 11 },
  }
}

export function resultLegend(colors: Palette) {
  return {
    type: 'scroll' as const,
    top: 0,
    left: 0,
    right: 0,
    itemGap: 16,
    itemWidth: 18,
    itemHeight: 8,
    textStyle: { color: colors.text, fontSize: 12 },
    inactiveColor: colors.axisLine,
    pageTextStyle: { color: colors.muted },
    pageIconColor: colors.text,
    pageIconInactiveColor: colors.axisLine,
  }
}

/** A UTC time axis whose months say their year: the first tick is as clear as the others. */
export function resultTimeAxis(colors: Palette) {
  const axis = resultAxis(colors)
  const formatter = { year: '{yyyy}', month: '{MMM} {yyyy}', day: '{d} {MMM}' }
  return { ...axis, type: 'time' as const, splitLine: { show: false }, axisLabel: { ...axis.axisLabel, formatter } }
}

/** Text that may hold a name somebody chose, for a tooltip, which is HTML. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** `5 Mar 2019`, UTC. */
export function dayText(timeMs: number): string {
  const [, day, month, year] = new Date(timeMs).toUTCString().split(' ')
  return `${Number(day)} ${month} ${year}`
}

/** What an axis tooltip hands to its formatter, as far as it is used here. */
export type PointedAt = { readonly seriesName: string; readonly color: string; readonly value: readonly number[] }

export function pointedAt(parameters: unknown): readonly PointedAt[] {
  const list: readonly unknown[] = Array.isArray(parameters) ? parameters : [parameters]
  return list.filter(isPointedAt)
}

function isPointedAt(item: unknown): item is PointedAt {
  return (
    typeof item === 'object' &&
    item !== null &&
    'seriesName' in item &&
    typeof item.seriesName === 'string' &&
    'value' in item &&
    Array.isArray(item.value)
  )
}
