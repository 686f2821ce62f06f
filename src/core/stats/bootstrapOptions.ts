import type { Beat } from '../job/beat.ts'
import type { RandomStream } from './seededStream.ts'

export type BootstrapOptions = {
  readonly resamples: number
  /** Mean length of the geometric blocks of the stationary bootstrap, in observations; 1 draws single values. */
  readonly meanBlock: number
  readonly stream: RandomStream
  readonly beat: Beat
}
