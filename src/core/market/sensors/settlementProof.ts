/**
 * `on-grid`: the stamps stand on the settlement grid as they are. `shifted`: all stand beside it by one offset that can be told. `changing`: by two offsets an
 * hour apart, by season. `ambiguous`: a grid whose offset cannot be told. `no-grid`: none that funding settles on. `too-few`: nothing can be said.
 */
const SETTLEMENT_VERDICTS = ['on-grid', 'shifted', 'changing', 'ambiguous', 'no-grid', 'too-few'] as const
export type SettlementVerdict = (typeof SETTLEMENT_VERDICTS)[number]

/** What the time stamps of funding say of the clock that wrote them. Times in UTC milliseconds as they were read. */
export type SettlementProof = {
  readonly verdict: SettlementVerdict
  /** Different stamps. */
  readonly stamps: number
  /** Hours from one settlement to the next: 1, 2, 4, 8 or 24; null where there is no grid. */
  readonly stepHours: number | null
  /** How far the stamps are ahead of UTC; subtract it. 0 unless `shifted`. */
  readonly offsetMs: number
  /** Share of the stamps on the one grid (for `changing`: on the two). */
  readonly share: number
  /** Distance of the stamps on the grid from its marks. */
  readonly jitterMs: { readonly median: number; readonly largest: number }
  /** Every offset of a clock on earth that would give these stamps, the nearest to UTC first. */
  readonly candidatesMs: readonly number[]
  /** `changing`: the first stamps of each season but the first. */
  readonly changesMs: readonly number[]
  readonly sentence: string
  /** Empty where there is nothing to do. */
  readonly advice: string
}
