import type { Beat } from '../job/beat.ts'
import type { JsonValue } from './jsonValue.ts'

/** Does one unit of work in a worker thread; a pure function of the unit and of the worker data it was made with. */
export type UnitRunner = (unit: JsonValue, beat: Beat) => JsonValue

/** What a worker is started for: whose units it runs, and what their runner is made with. */
export type WorkerTask = {
  readonly runner: 'pair' | 'sweep' | 'train' | 'robustness' | 'discover'
  readonly payload: unknown
}
