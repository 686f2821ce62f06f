import type { ExitRule } from '../../events/exitRule.ts'
import type { LearningPlan } from '../learning/learningPlan.ts'
import type { Scheme } from '../selection/foldPlan.ts'
import type { Choice } from '../workbench.ts'

export type FilterId = 'none' | 'skip-calm' | 'skip-wild' | 'longs-only' | 'shorts-only'

/** Which events each filter passes over. */
export const FILTER_WORDS: Readonly<Record<FilterId, string>> = {
  none: 'no event is passed over',
  'skip-calm': 'events in the calm third of volatility are passed over',
  'skip-wild': 'events in the wild third of volatility are passed over',
  'longs-only': 'short events are passed over',
  'shorts-only': 'long events are passed over',
}

/**
 * What is judged: a frozen choice for each fold, under the scheme of that fold (the last fold is the hold-out's), the change that iteration accepted, and
 * the trained filter if one was adopted. Plain JSON; every later stage is a function of it and of the data.
 */
export type Subject = {
  readonly schemeOfFold: readonly Scheme[]
  readonly choices: readonly (Choice | null)[]
  readonly filter: FilterId
  readonly exitTimes: ExitTimes
  readonly learning: LearningPlan | null
}

/** Multiples of the chosen exit rule. */
export type ExitTimes = { readonly target: number; readonly stop: number; readonly limit: number }

export const UNCHANGED_EXIT: ExitTimes = { target: 1, stop: 1, limit: 1 }

/** `stop 1.5 times as far away as the fold chose`; null where nothing is changed. */
export function exitChangeWords({ target, stop, limit }: ExitTimes): string | null {
  const far = (name: string, times: number) => (times === 1 ? [] : [`${name} ${rounded(times)} times as far away`])
  const changes = [
    ...far('target', target),
    ...far('stop', stop),
    ...(limit === 1 ? [] : [`time limit ${rounded(limit)} times as long`]),
  ]
  return changes.length === 0 ? null : `${changes.join(', ')} as the fold chose`
}

function rounded(times: number): string {
  return `${Math.round(times * 100) / 100}`
}

export function changedExit(exit: ExitRule, times: ExitTimes): ExitRule {
  return {
    targetRanges: exit.targetRanges * times.target,
    stopRanges: exit.stopRanges * times.stop,
    limitBars: Math.round(exit.limitBars * times.limit),
  }
}
