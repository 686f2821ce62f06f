/**
 * One parameter that a search varies. A configuration is a row of coordinates, one an axis: the place of the value (0-based) where values can be counted, else
 * the position in [0, 1] between `from` and `to`. `isOrdered`: neighbouring places hold neighbouring values.
 */
export type SearchAxis<Value> = { readonly isOrdered: boolean; readonly domain: AxisDomain<Value> }

export type AxisDomain<Value> =
  | { readonly kind: 'list'; readonly values: readonly Value[] }
  | {
      readonly kind: 'steps'
      readonly from: number
      readonly step: number
      readonly count: number
      readonly scale: 'linear' | 'log'
    }
  | { readonly kind: 'span'; readonly from: number; readonly to: number; readonly scale: 'linear' | 'log' }

/** How many values there are; Infinity where they cannot be counted. */
export function countOf<Value>({ domain }: SearchAxis<Value>): number {
  if (domain.kind === 'list') return domain.values.length
  return domain.kind === 'steps' ? domain.count : Number.POSITIVE_INFINITY
}

/** A step many times from the start leaves no dust of rounding: 12 significant digits. */
const DIGITS = 12

export function axisValue<Value>({ domain }: SearchAxis<Value>, coordinate: number): Value | number {
  if (domain.kind === 'list') return domain.values[coordinate]!
  if (domain.kind === 'steps') return Number((domain.from + coordinate * domain.step).toPrecision(DIGITS))
  const { from, to, scale } = domain
  if (scale === 'linear') return from + coordinate * (to - from)
  return Math.min(to, Math.max(from, from * (to / from) ** coordinate))
}

/** The coordinate at a position in [0, 1]. */
export function coordinateAt<Value>(axis: SearchAxis<Value>, position: number): number {
  const { domain } = axis
  if (domain.kind === 'span') return position
  const count = countOf(axis)
  if (domain.kind === 'list' || domain.scale === 'linear') return Math.min(count - 1, Math.floor(position * count))
  const last = domain.from + (count - 1) * domain.step
  return Math.min(
    count - 1,
    Math.max(0, Math.round((domain.from * (last / domain.from) ** position - domain.from) / domain.step)),
  )
}

/** The position in [0, 1] of a coordinate: the middle of its share where values can be counted. */
export function positionOf<Value>(axis: SearchAxis<Value>, coordinate: number): number {
  const { domain } = axis
  if (domain.kind === 'span') return coordinate
  const count = countOf(axis)
  if (domain.kind === 'list' || domain.scale === 'linear' || count === 1) return (coordinate + 0.5) / count
  const last = domain.from + (count - 1) * domain.step
  return Math.log((domain.from + coordinate * domain.step) / domain.from) / Math.log(last / domain.from)
}
