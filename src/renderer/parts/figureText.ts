import type { FigureDefinition } from '../../core/metrics/performance/figureDefinitions.ts'
import { countText, moneyText, percentText, ratioText } from '../ui/numberText.ts'

/** A figure of a backtest by its unit. */
export function figureText(unit: FigureDefinition['unit'], value: number | null): string {
  switch (unit) {
    case 'fraction':
      return percentText(value)
    case 'money':
      return moneyText(value)
    case 'count':
    case 'days':
      return countText(value)
    case 'hours':
    case 'bars':
    case 'bps':
      return ratioText(value, { digits: 1 })
    case 'ratio':
    case 'times a year':
      return ratioText(value)
  }
}

/** Of the others the number itself tells its unit, or the name. */
export const UNITS_SAID: readonly string[] = ['days', 'hours', 'bars', 'bps', 'times a year']

/** With the unit where the number does not tell it. */
export function figureLabel(label: string, unit: FigureDefinition['unit']): string {
  return UNITS_SAID.includes(unit) ? `${label}, ${unit}` : label
}
