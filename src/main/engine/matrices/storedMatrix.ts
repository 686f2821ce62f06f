import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import type { FeatureMatrix } from '../../../core/models/featureMatrix.ts'

/** A matrix read back, its bytes compared with its hash. Rows ascend in time, then instrument. */
export type StoredMatrix = {
  readonly passport: MatrixPassport
  /** Start of the row's bar; the row is decided at `decisionMs`, the bar's close. UTC milliseconds. */
  readonly timeMs: Float64Array
  readonly decisionMs: Float64Array
  /** Place in `passport.instruments`. */
  readonly instrument: Int32Array
  readonly features: FeatureMatrix
  /** NaN where the label is not known yet (the newest rows). */
  readonly target: Float64Array
  /** When the target is known; NaN where it is not. */
  readonly labelEndMs: Float64Array
}
