import type { SensorKind } from '../../market/sensors/sensorKinds.ts'
import { DAY_MS, HOUR_MS } from '../../time/durations.ts'
import { ANY_CONDITION } from '../context/dimensionRegistry.ts'
import type { EventFamily } from '../eventFamily.ts'
import { FAMILY_KINDS, familiesOfKind } from '../families/familyRegistry.ts'
import type { DiscoveryGrammar } from '../hypothesis.ts'

export type StandardGrammarRequest = {
  readonly symbols: readonly string[]
  /** Kinds that at least one of the symbols has. */
  readonly sensors: readonly SensorKind[]
  readonly intervalMs: number
  /** Whether trading stops in between, as on an exchange with sessions: only then are opening gaps asked about. */
  readonly hasSessions: boolean
}

const CONDITIONS: readonly string[] = [ANY_CONDITION, 'volatility:high', 'trend:down', 'trend:up']
const INTRADAY_HORIZONS_HOURS = [1, 4, 24] as const
const DAILY_HORIZONS_BARS = [1, 5, 20] as const

/**
 * What is asked where nobody wrote a grammar: every family that these symbols, sensors and bars allow, after no condition and three states that leave it
 * a third of its events, both directions, three horizons. It is chosen by what is there, never by what came of it.
 */
export function standardGrammar(request: StandardGrammarRequest): DiscoveryGrammar {
  const { symbols, intervalMs } = request
  return {
    symbols,
    families: standardFamilies(request).map((family) => family.id),
    conditions: CONDITIONS,
    directions: ['long', 'short'],
    horizonsBars: standardHorizons(intervalMs),
  }
}

function standardFamilies({ symbols, sensors, hasSessions }: StandardGrammarRequest): readonly EventFamily[] {
  return FAMILY_KINDS.filter(
    (kind) =>
      kind.needs.every((sensor) => sensors.includes(sensor)) &&
      (!kind.readsOthers || symbols.length > 1) &&
      (kind.needsSessions !== true || hasSessions),
  ).flatMap(familiesOfKind)
}

/** An hour, four and a day as bars, each at least one and each once; one, five and twenty bars where a bar is a day. */
export function standardHorizons(intervalMs: number): readonly number[] {
  if (intervalMs >= DAY_MS) return DAILY_HORIZONS_BARS
  const bars = INTRADAY_HORIZONS_HOURS.map((hours) => Math.max(1, Math.round((hours * HOUR_MS) / intervalMs)))
  return bars.filter((count, place) => bars.indexOf(count) === place)
}
