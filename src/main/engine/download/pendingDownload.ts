import type { DownloadCounts } from '../../../core/contract/download.ts'
import {
  type DownloadAnswer,
  type DownloadPlan,
  type KnownSessions,
  readDownloadAnswer,
  readDownloadPlan,
  readKnownSessions,
} from '../../../core/contract/downloadJournal.ts'
import { type DownloadLogLine, downloadLogLineSchema } from '../../../core/contract/downloadLog.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { DownloadPaths } from './downloadLayout.ts'
import { jsonFile, readJson } from './jsonFile.ts'

/** A download that is under way, as it lies on disk: whatever was answered is a file of its own, so that a kill costs one question. */
export type PendingDownload = {
  readonly plan: DownloadPlan
  answers(): readonly DownloadAnswer[]
  keep(answer: DownloadAnswer): Outcome<void>
  sessions(): KnownSessions | null
  keepSessions(sessions: KnownSessions): Outcome<void>
  log(line: DownloadLogLine): Outcome<void>
  /** Of this download alone. */
  counts(): DownloadCounts
  remove(): Outcome<void>
}

export const NO_COUNTS: DownloadCounts = {
  requests: 0,
  retries: 0,
  timeouts: 0,
  pacingErrors: 0,
  reconnects: 0,
  revisions: 0,
  identicalOverlaps: 0,
  resumes: 0,
}

/** `log`: what was asked for it before, by a download that it takes the place of. */
export function beginPending(
  files: GuardedFiles,
  paths: DownloadPaths,
  plan: DownloadPlan,
  log = '',
): Outcome<PendingDownload> {
  const removed = removePending(files, paths)
  if (!removed.ok) return removed
  const written = files.writeText(paths.plan, jsonFile(plan))
  if (!written.ok) return written
  const kept = log === '' ? success(undefined) : files.writeText(paths.log, log)
  return kept.ok ? success(pendingOver(files, paths, plan, [], null, countLog(files, paths))) : kept
}

/** What an earlier session left, or null. What cannot be read any more is asked again: answers from the first unreadable one on are dropped. */
export function openPending(files: GuardedFiles, paths: DownloadPaths): Outcome<PendingDownload | null> {
  const plan = readJson(files, paths.plan, readDownloadPlan)
  if (plan === null) return success(null)
  const answers: DownloadAnswer[] = []
  for (;;) {
    const answer = readJson(files, paths.answer(answers.length), readDownloadAnswer)
    if (answer === null) break
    answers.push(answer)
  }
  const dropped = dropAnswers(files, paths, answers.length)
  if (!dropped.ok) return dropped
  const sessions = readJson(files, paths.sessions, readKnownSessions)
  return success(pendingOver(files, paths, plan, answers, sessions, countLog(files, paths)))
}

/** Newest first, so that a kill leaves no gap between those that count and those that do not. */
function dropAnswers(files: GuardedFiles, paths: DownloadPaths, kept: number): Outcome<void> {
  for (const name of [...files.listFiles(paths.answers)].reverse()) {
    if (`${paths.answers}/${name}` < paths.answer(kept)) continue
    const removed = files.remove(`${paths.answers}/${name}`)
    if (!removed.ok) return removed
  }
  return success(undefined)
}

function pendingOver(
  files: GuardedFiles,
  paths: DownloadPaths,
  plan: DownloadPlan,
  before: readonly DownloadAnswer[],
  knownSessions: KnownSessions | null,
  knownCounts: DownloadCounts,
): PendingDownload {
  const answers = [...before]
  let sessions = knownSessions
  let counts = knownCounts
  return {
    plan,
    answers: () => answers,
    keep: (answer) => {
      const written = files.writeText(paths.answer(answers.length), JSON.stringify(answer))
      if (written.ok) answers.push(answer)
      return written
    },
    sessions: () => sessions,
    keepSessions: (known) => {
      sessions = known
      return files.writeText(paths.sessions, jsonFile(known))
    },
    log: (line) => {
      counts = countLine(counts, line)
      return files.appendLine(paths.log, JSON.stringify(line))
    },
    counts: () => ({ ...counts, revisions: answers.reduce((sum, answer) => sum + answer.revisions, 0) }),
    remove: () => removePending(files, paths),
  }
}

/** The plan first: what a kill leaves of the rest is then no download. */
function removePending(files: GuardedFiles, paths: DownloadPaths): Outcome<void> {
  if (!files.exists(paths.pending)) return success(undefined)
  const removed = files.remove(paths.plan)
  return removed.ok ? files.remove(paths.pending) : removed
}

function countLog(files: GuardedFiles, paths: DownloadPaths): DownloadCounts {
  const text = files.exists(paths.log) ? files.readText(paths.log) : null
  if (text === null || !text.ok) return NO_COUNTS
  let counts = NO_COUNTS
  for (const line of text.value.split(LINE_START)) {
    const parsed = parseLine(line)
    if (parsed !== null) counts = countLine(counts, parsed)
  }
  return counts
}

/** A kill may leave half a line, to which the next session adds its first. */
const LINE_START = /\n|(?=\{"event":)/

function parseLine(text: string): DownloadLogLine | null {
  try {
    const parsed = downloadLogLineSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function countLine(counts: DownloadCounts, line: DownloadLogLine): DownloadCounts {
  switch (line.event) {
    case 'sent': {
      const retries = counts.retries + (line.attempt > 0 ? 1 : 0)
      return { ...counts, requests: counts.requests + 1, retries }
    }
    case 'ended':
      if (line.how === 'ibkr-timeout') return { ...counts, timeouts: counts.timeouts + 1 }
      if (line.how === 'ibkr-pacing') return { ...counts, pacingErrors: counts.pacingErrors + 1 }
      return counts
    case 'reconnected':
      return { ...counts, reconnects: counts.reconnects + 1 }
    case 'resumed':
      return { ...counts, resumes: counts.resumes + 1 }
  }
}

export function addCounts(a: DownloadCounts, b: DownloadCounts): DownloadCounts {
  return {
    requests: a.requests + b.requests,
    retries: a.retries + b.retries,
    timeouts: a.timeouts + b.timeouts,
    pacingErrors: a.pacingErrors + b.pacingErrors,
    reconnects: a.reconnects + b.reconnects,
    revisions: a.revisions + b.revisions,
    identicalOverlaps: a.identicalOverlaps + b.identicalOverlaps,
    resumes: a.resumes + b.resumes,
  }
}
