import type { DetectorSetting } from '../../events/detector.ts'
import { detectorOf } from '../../events/detectorRegistry.ts'

/** Roles on which a detector fires. */
export function rolesOf({ detectorId }: DetectorSetting): readonly number[] {
  const detector = detectorOf(detectorId)
  if (!detector.ok) throw new Error(detector.trouble.message)
  return detector.value.kind === 'pair' ? [2] : [0, 1]
}

export function signOf(direction: number): 1 | -1 {
  return direction > 0 ? 1 : -1
}

/** The legs that a role trades: itself, or both of the pair. */
export function legsOfRole(role: number): readonly (0 | 1)[] {
  if (role === 2) return [0, 1]
  return role === 0 ? [0] : [1]
}
