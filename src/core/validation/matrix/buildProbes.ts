import type { LookAheadFacts } from './examinedMatrix.ts'

/** A feature whose fast column and slow definition were compared at some rows. `largest`: of the differences, relative to the larger value. */
export type RecomputedFeature = {
  readonly name: string
  readonly compared: number
  readonly differing: number
  readonly largest: number
}

/** What became of labels when bars were taken away or changed. */
export type TargetProbe = {
  readonly compared: number
  /** Labels that were there although only bars up to their row's own were. */
  readonly knownEarly: number
  /** Labels that stayed when every bar after their row's own became another one. */
  readonly unmoved: number
  /** Labels that changed with bars after the end that they state. */
  readonly movedLate: number
  /** Chance that two labels of the matrix are equal: so many stay although they move. */
  readonly stayByChance: number
}

/** What was found while a matrix was built, beside its values. */
export type BuildProbes = {
  readonly lookAhead: LookAheadFacts
  readonly target: TargetProbe
  readonly recomputed: readonly RecomputedFeature[]
  /** Features that have no second definition to be recomputed by. */
  readonly withoutDefinition: number
}
