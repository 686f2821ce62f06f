import { createVirtualTime } from '../../fakes/virtualTime.ts'

/** Friday, 13:20:30 in New York. */
export const DOOR_NOW_MS = Date.UTC(2026, 10, 20, 18, 20, 30)

let activity = () => 0

/** The one time of a test file whose doors are not to know that they wait for nothing. */
export const doorTime = createVirtualTime({ startMs: DOOR_NOW_MS, activity: () => activity() })

export function watchActivity(of: () => number): void {
  activity = of
}
