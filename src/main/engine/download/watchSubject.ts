import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Calendar } from '../../../core/time/calendar.ts'
import { calendarOf } from '../../../core/time/calendarOf.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { readStoredPassport } from '../data/storedPassport.ts'
import type { OpenedWorkspace } from '../queries/openWorkspace.ts'

/** `fromMs`: an instant from which all the series are there. `bars`: of all of them together. */
export type WatchSubject = {
  readonly calendars: readonly Calendar[]
  readonly intervalMs: number
  readonly fromMs: number
  readonly bars: number
}

/** What there is to be kept up to date. `symbols` empty: all of the workspace. Errors: `symbol-unknown`, `nothing-to-watch`, `passport-broken`. */
export function watchSubject(
  { workspace, files }: Pick<OpenedWorkspace, 'workspace' | 'files'>,
  symbols: readonly string[],
): Outcome<WatchSubject> {
  const interval = parseInterval(workspace.interval)
  if (!interval.ok) return interval
  const known = workspace.instruments.map(({ symbol }) => symbol)
  const unknown = symbols.find((symbol) => !known.includes(symbol))
  if (unknown !== undefined)
    return failure(
      'symbol-unknown',
      `The workspace has no instrument ${unknown}.`,
      `Its instruments are: ${known.join(', ')}.`,
    )
  const calendars: Calendar[] = []
  let fromMs = Number.POSITIVE_INFINITY
  let bars = 0
  for (const { symbol, calendar } of workspace.instruments) {
    if (symbols.length > 0 && !symbols.includes(symbol)) continue
    const passport = readStoredPassport(files, symbol, interval.value.label)
    if (!passport.ok && passport.trouble.code !== 'no-data') return passport
    if (!passport.ok || passport.value.lastTime === null) return nothingThere(workspace.name, symbol)
    calendars.push(calendarOf(calendar))
    fromMs = Math.min(fromMs, Date.parse(passport.value.lastTime))
    bars += passport.value.receivedBars
  }
  return success({ calendars, intervalMs: interval.value.ms, fromMs, bars })
}

function nothingThere(workspace: string, symbol: string): Outcome<never> {
  return failure(
    'nothing-to-watch',
    `There are no bars of ${symbol} yet that could be kept up to date.`,
    `Download them first: assay data download ${workspace} --from 2021-01-01.`,
  )
}
