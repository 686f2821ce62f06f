import type { FigureDefinition } from '../../../core/metrics/performance/figureDefinitions.ts'

/** A figure as a person reads it: shares in per cent, money with two digits; `n/a` where there is none. */
export function figureText({ unit }: Pick<FigureDefinition, 'unit'>, value: number | null): string {
  if (value === null) return 'n/a'
  switch (unit) {
    case 'fraction':
      return `${(value * 100).toFixed(2)} %`
    case 'count':
      return String(Math.round(value))
    case 'days':
      return `${Math.round(value)} days`
    case 'bps':
      return `${value.toFixed(1)} bps`
    case 'times a year':
      return `${value.toFixed(1)} a year`
    case 'hours':
    case 'bars':
      return `${value.toFixed(1)} ${unit}`
    default:
      return value.toFixed(2)
  }
}
