import type { SensorKind } from '../../market/sensors/sensorKinds.ts'
import { conditionOf } from '../context/dimensionRegistry.ts'
import { familyOf } from '../families/familyRegistry.ts'
import type { Hypothesis } from '../hypothesis.ts'
import type { MarketStates } from './marketStates.ts'

export type EventKind = Pick<Hypothesis, 'family' | 'condition'>

/** Every sensor that an event of the family in the condition is found by, each once. */
export function sensorsOf({ family, condition }: EventKind): readonly SensorKind[] {
  const found = familyOf(family)
  const held = conditionOf(condition)
  const ofFamily = found.ok ? found.value.needs : []
  return [...new Set([...ofFamily, ...(held.ok ? (held.value?.dimension.needs ?? []) : [])])]
}

/**
 * Rows at which the family fired, ascending; those of them at which the condition holds; and whether its dimension could be said at any of them (or there are none to say it of). Each is known
 * at the close of its row.
 */
export function eventsInCondition(states: MarketStates, place: number, { family, condition }: EventKind) {
  const detected = states.eventRows(place, family)
  const mask = conditionMask(states, place, condition)
  if (mask === null) return { detected, inCondition: detected, isKnown: true }
  const inCondition = detected.filter((bar) => mask.states[bar] === mask.wanted)
  return { detected, inCondition, isKnown: detected.length === 0 || detected.some((bar) => mask.states[bar] !== 0) }
}

/** Null where the condition is `any`. Throws for an unknown one: grammars are checked before. */
export function conditionMask(states: MarketStates, place: number, condition: string) {
  const held = conditionOf(condition)
  if (!held.ok) throw new Error(held.trouble.message)
  if (held.value === null) return null
  return { states: states.states(place, held.value.dimension.id), wanted: held.value.state }
}
