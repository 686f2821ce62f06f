export type WorkMeasure = {
  /** Work already there when measuring began (kept from an earlier run); it says nothing about speed. */
  readonly kept: number
  readonly done: number
  readonly total: number
  readonly elapsedMs: number
}

/** Milliseconds to go at the mean speed so far; null while nothing has been done. */
export function estimateRemaining(work: WorkMeasure): number | null {
  const fresh = work.done - work.kept
  if (!(fresh > 0) || !(work.elapsedMs > 0) || !(work.total > 0)) return null
  return Math.max(0, Math.round((work.elapsedMs * (work.total - work.done)) / fresh))
}
