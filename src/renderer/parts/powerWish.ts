import type { PowerWish } from '../../core/contract/workbench/powerCalls.ts'

/** What the form holds: a number field gives a text where it is empty or not yet a number. */
export type PowerDraft = {
  readonly symbols: readonly string[]
  readonly trials: number | string
  readonly years: number | string
  readonly sharpe: number | string
}

export const NEW_POWER: PowerDraft = { symbols: [], trials: '', years: '', sharpe: '' }

/** An empty field leaves it to what the workspace holds; null: a field holds what cannot be asked. */
export function powerWish(workspace: string, draft: PowerDraft): PowerWish | null {
  const trials = asked(draft.trials, (value) => Number.isInteger(value) && value >= 1)
  const years = asked(draft.years, (value) => value > 0)
  const sharpe = asked(draft.sharpe, (value) => value > 0)
  if (trials === undefined || years === undefined || sharpe === undefined) return null
  return { workspace, symbols: [...draft.symbols], trials, years, sharpe }
}

function asked(value: number | string, isPossible: (value: number) => boolean): number | null | undefined {
  if (typeof value === 'string') return value.trim() === '' ? null : undefined
  return Number.isFinite(value) && isPossible(value) ? value : undefined
}
