import { BARRIER_TARGETS } from './barrierTargets.ts'
import type { TargetFamily } from './matrixTarget.ts'
import { RETURN_TARGETS } from './returnTargets.ts'

/** All targets that may be asked for by name. */
export const TARGET_FAMILIES: readonly TargetFamily[] = [...RETURN_TARGETS, ...BARRIER_TARGETS]
