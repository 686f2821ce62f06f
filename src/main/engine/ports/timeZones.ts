/** Writes the instants (UTC ms, ascending) that show `localMs` on the zone's clock: none, one, or two where it was put back. */
export type WallClockInstants = (localMs: number, instants: Float64Array) => 0 | 1 | 2

export interface TimePattern {
  /** The text itself says its offset: `parse` answers an instant, else a wall-clock time as if it were UTC. */
  readonly carriesOffset: boolean
  /** Milliseconds, or NaN where the text does not follow the pattern. */
  parse(text: string): number
}

/** Time zone rules and time patterns. Wall-clock times are milliseconds as if the clock showed UTC. */
export interface TimeZones {
  has(name: string): boolean
  instants(name: string): WallClockInstants
  pattern(tokens: string): TimePattern
}
