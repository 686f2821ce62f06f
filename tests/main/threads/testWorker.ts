import { existsSync, writeFileSync } from 'node:fs'
import type { JsonValue } from '../../../src/core/contract/jsonValue.ts'
import { systemClock } from '../../../src/main/adapters/clock/systemClock.ts'
import { serveUnits } from '../../../src/main/adapters/threads/serveUnits.ts'

export type Payload = { readonly column: Float64Array; readonly marker: string }
export type TestUnit = {
  readonly do: 'sum' | 'spin' | 'hang' | 'die' | 'die-once' | 'throw'
  readonly spinMs?: number
}

/** Sums the shared column, spins with or without beats, dies or throws. */
serveUnits((payload) => {
  const { column, marker } = payload as Payload
  return (unit, beat): JsonValue => {
    const { do: task, spinMs = 0 } = unit as TestUnit
    if (task === 'throw') throw new RangeError('planted bug')
    if (task === 'die') process.exit(7)
    if (task === 'die-once' && !existsSync(marker)) {
      writeFileSync(marker, 'died')
      process.exit(7)
    }
    const startMs = systemClock.monotonicMs()
    for (let elapsed = 0; elapsed < spinMs; elapsed = systemClock.monotonicMs() - startMs) {
      if (task !== 'hang') beat(elapsed, spinMs, 'spinning')
    }
    return column.reduce((sum, value) => sum + value, 0)
  }
}, systemClock)
