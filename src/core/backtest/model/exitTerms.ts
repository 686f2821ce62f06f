/** A distance from the entry's fill price: a fraction of it, or a multiple of the average true range known at the decision. */
export type Distance = { readonly kind: 'fraction' | 'range'; readonly size: number }

/**
 * Exits that rest in the market or wait for a time; null: none. The level of `stop` and `target` lies at its distance from the entry's fill price.
 * `trail` follows the best high (short: low) of the bars before, the entry's fill price included: a bar never moves the level that it is tested
 * against. Where stop and trail both stand, the nearer one counts. `limitBars`: so many bars from the entry bar on, then out.
 */
export type ExitTerms = {
  readonly stop: Distance | null
  readonly target: Distance | null
  readonly trail: Distance | null
  readonly limitBars: number | null
}

export const NO_EXITS: ExitTerms = { stop: null, target: null, trail: null, limitBars: null }

/** Whether a level of these exits lies at a multiple of the average true range. */
export function readsRange({ stop, target, trail }: ExitTerms): boolean {
  return stop?.kind === 'range' || target?.kind === 'range' || trail?.kind === 'range'
}

/** Whether one bar can reach a stop and a target alike, so that something has to say which came first. */
export function exitsCanCollide({ stop, target, trail }: ExitTerms): boolean {
  return target !== null && (stop !== null || trail !== null)
}

/** Where a distance lies in price units; NaN without one. */
export function distanceInPrice(distance: Distance | null, price: number, range: number): number {
  if (distance === null) return Number.NaN
  return distance.kind === 'fraction' ? distance.size * price : distance.size * range
}

export const EXIT_REASONS = ['signal', 'stop', 'trail', 'target', 'time', 'reversal', 'halt', 'target-weight'] as const
export type ExitReason = (typeof EXIT_REASONS)[number]
