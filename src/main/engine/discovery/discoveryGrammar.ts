import type { DiscoverySpec } from '../../../core/contract/discoverySpec.ts'
import { canonicalGrammar } from '../../../core/discovery/grammar/enumerateHypotheses.ts'
import { standardGrammar } from '../../../core/discovery/grammar/standardGrammar.ts'
import type { DiscoveryGrammar } from '../../../core/discovery/hypothesis.ts'
import type { SensorKind } from '../../../core/market/sensors/sensorKinds.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/time/durations.ts'
import type { DiscoveryBars } from './discoveryBars.ts'

/** What is asked of the bars: what was written, and the standard of what was not. Errors: `horizon-unreadable`, those of `canonicalGrammar`. */
export function discoveryGrammar(
  { families, conditions, directions, horizons }: DiscoverySpec,
  { instruments, calendars, interval }: DiscoveryBars,
  sensors: readonly SensorKind[],
): Outcome<DiscoveryGrammar> {
  const standard = standardGrammar({
    symbols: instruments.map(({ symbol }) => symbol),
    sensors,
    intervalMs: interval.ms,
    hasSessions: calendars.some(({ continuous }) => !continuous),
  })
  const held = horizons === undefined ? success(standard.horizonsBars) : horizonsInBars(horizons, interval.ms)
  if (!held.ok) return held
  return canonicalGrammar({
    symbols: standard.symbols,
    families: families === 'all' ? standard.families : families,
    conditions: conditions === 'standard' ? standard.conditions : conditions,
    directions,
    horizonsBars: held.value,
  })
}

const UNIT_MS: Readonly<Record<string, number>> = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS }

/** So many bars as they are written: `30m`, `4h`, `5d`. */
export function horizonText(bars: number, intervalMs: number): string {
  const heldMs = bars * intervalMs
  const unit = heldMs % DAY_MS === 0 ? 'd' : heldMs % HOUR_MS === 0 ? 'h' : 'm'
  return `${heldMs / UNIT_MS[unit]!}${unit}`
}

function horizonsInBars(horizons: readonly string[], intervalMs: number): Outcome<readonly number[]> {
  const bars: number[] = []
  for (const text of horizons) {
    const match = /^([1-9][0-9]{0,5})(m|h|d)$/.exec(text)
    const count = match === null ? Number.NaN : (Number(match[1]) * UNIT_MS[match[2]!]!) / intervalMs
    if (!Number.isInteger(count))
      return failure(
        'horizon-unreadable',
        `The horizon "${text}" is no whole number of bars.`,
        'Write a whole number and a unit that bars add up to, such as 30m, 4h or 5d.',
      )
    bars.push(count)
  }
  return success(bars)
}
