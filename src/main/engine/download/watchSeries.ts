import { Cancelled } from '../../../core/job/cancelled.ts'
import { type Outcome, success, type Trouble } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { MINUTE_MS } from '../../../core/time/durations.ts'
import type { Clock } from '../ports/clock.ts'
import type { Timer } from '../ports/timer.ts'
import { nextUpdate } from './nextUpdate.ts'

export type WatchPorts = { readonly clock: Clock; readonly timer: Timer }

export type WatchPlan = {
  readonly calendars: readonly Calendar[]
  readonly intervalMs: number
  /** One update, then the end. */
  readonly once: boolean
}

/** `nextMs` null: there is no next one. `bars`: how many the update added, all symbols together. */
export type WatchNews =
  | { readonly kind: 'updated'; readonly atMs: number; readonly bars: number; readonly nextMs: number | null }
  | { readonly kind: 'trouble'; readonly atMs: number; readonly trouble: Trouble; readonly nextMs: number }

export type WatchReport = { readonly updates: number; readonly bars: number; readonly troubles: number }

/** One update; answers how many bars it added. */
export type Update = () => Promise<Outcome<number>>

const PAUSES_MS: readonly number[] = [1, 2, 5, 10].map((minutes) => minutes * MINUTE_MS)
/** A computer that slept wakes up with its monotonic clock behind: the wall clock is looked at this often. */
const LONGEST_WAIT_MS = MINUTE_MS / 2

/** Time may mend these: the gateway or the broker is away, or somebody else is at work. */
const PASSING: ReadonlySet<string> = new Set([
  'workspace-busy',
  'gateway-busy',
  'ibkr-nobody-listening',
  'ibkr-not-ready',
  'ibkr-not-back',
  'ibkr-client-id-in-use',
  'ibkr-timeout',
  'ibkr-pacing',
  'ibkr-too-many-messages',
  'ibkr-session-elsewhere',
  'ibkr-query-cancelled',
  'ibkr-request-rejected',
  'ibkr-upstream-lost',
  'ibkr-link-lost',
  'download-incomplete',
])
/** A gateway that restarts may look like these; one that never worked has them until somebody mends it. */
const PASSING_AFTER_SUCCESS: ReadonlySet<string> = new Set(['ibkr-api-disabled', 'ibkr-not-tws'])

/**
 * Updates after each bar that closes, until the signal is aborted while nothing runs (then the report is the end of it), or until a trouble
 * that time does not mend (then that one). With `once` any trouble is the end. An aborted update ends as the update does.
 */
export async function watchSeries(
  { clock, timer }: WatchPorts,
  plan: WatchPlan,
  update: Update,
  tell: (news: WatchNews) => void,
  signal: AbortSignal,
): Promise<Outcome<WatchReport>> {
  let report: WatchReport = { updates: 0, bars: 0, troubles: 0 }
  let failures = 0
  for (;;) {
    if (signal.aborted) return success(report)
    const updated = await update()
    const atMs = clock.nowMs()
    let nextMs = nextUpdate(plan.calendars, plan.intervalMs, atMs)
    if (updated.ok) {
      failures = 0
      report = { ...report, updates: report.updates + 1, bars: report.bars + updated.value }
      tell({ kind: 'updated', atMs, bars: updated.value, nextMs: plan.once ? null : nextMs })
      if (plan.once) return success(report)
    } else {
      if (plan.once || !isPassing(updated.trouble.code, report)) return updated
      nextMs = atMs + PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)]!
      report = { ...report, troubles: report.troubles + 1 }
      tell({ kind: 'trouble', atMs, trouble: updated.trouble, nextMs })
    }
    if (!(await waitUntil(nextMs, { clock, timer }, signal))) return success(report)
  }
}

function isPassing(code: string, { updates }: WatchReport): boolean {
  return PASSING.has(code) || (updates > 0 && PASSING_AFTER_SUCCESS.has(code))
}

/** False: it was called off. */
async function waitUntil(timeMs: number, { clock, timer }: WatchPorts, signal: AbortSignal): Promise<boolean> {
  try {
    for (let leftMs = timeMs - clock.nowMs(); leftMs > 0; leftMs = timeMs - clock.nowMs())
      await timer.wait(Math.min(leftMs, LONGEST_WAIT_MS), signal)
    return !signal.aborted
  } catch (thrown) {
    if (thrown instanceof Cancelled) return false
    throw thrown
  }
}
