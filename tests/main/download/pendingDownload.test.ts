import { describe, expect, test } from 'vitest'
import type { DownloadAnswer } from '../../../src/core/contract/downloadJournal.ts'
import type { DownloadLogLine } from '../../../src/core/contract/downloadLog.ts'
import type { Outcome } from '../../../src/core/outcome/outcome.ts'
import { downloadPaths } from '../../../src/main/engine/download/downloadLayout.ts'
import { beginPending, openPending, type PendingDownload } from '../../../src/main/engine/download/pendingDownload.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'
import { Killed, memoryFiles } from './memoryFiles.ts'
import { answerWith, hours, planOf, temporaryFiles } from './roomFixture.ts'

const PATHS = downloadPaths('BTC', '1h')
const SENT: DownloadLogLine = { event: 'sent', atMs: 1, kind: 'bars', identity: '{"event":"x"}', attempt: 0 }
const RETRIED: DownloadLogLine = { ...SENT, attempt: 1 }
const TIMEOUT: DownloadLogLine = { event: 'ended', atMs: 2, how: 'ibkr-timeout', text: 'said {"event":"resumed"}\n' }
const PACED: DownloadLogLine = { event: 'ended', atMs: 2, how: 'ibkr-pacing', text: '' }

const ANSWERS: readonly DownloadAnswer[] = [
  answerWith(hours(60, 100), { fromMs: 0, revisions: 2 }),
  answerWith(hours(30, 62), { trades: hours(30, 62).map(() => null) }),
  answerWith([], { phase: 'hole', empty: true }),
  answerWith(hours(0, 32), { phase: 'tail', revisions: 1 }),
]

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.trouble.message)
  return outcome.value
}

function reopened(files: GuardedFiles): PendingDownload {
  const pending = must(openPending(files, PATHS))
  if (pending === null) throw new Error('There is no pending download')
  return pending
}

function filled(files: GuardedFiles): PendingDownload {
  const pending = must(beginPending(files, PATHS, planOf()))
  for (const answer of ANSWERS) {
    must(pending.log(SENT))
    must(pending.keep(answer))
  }
  return pending
}

describe('opened again', () => {
  test('it is what it was', () => {
    const files = temporaryFiles()
    const pending = filled(files)
    const sessions = { fromMs: 0, toMs: 9, sessions: [{ fromMs: 1, toMs: 2 }] }
    must(pending.keepSessions(sessions))
    for (const line of [RETRIED, TIMEOUT, PACED]) must(pending.log(line))
    must(pending.log({ event: 'reconnected', atMs: 3 }))
    must(pending.log({ event: 'resumed', atMs: 4 }))
    const again = reopened(files)
    expect(again.plan).toEqual(planOf())
    expect(again.answers()).toEqual(ANSWERS)
    expect(again.sessions()).toEqual(sessions)
    expect(again.counts()).toEqual({
      requests: 5,
      retries: 1,
      timeouts: 1,
      pacingErrors: 1,
      reconnects: 1,
      revisions: 3,
      identicalOverlaps: 0,
      resumes: 1,
    })
    expect(again.counts()).toEqual(pending.counts())
  })

  test('after a kill before any of its writes: the answers until then, and it goes on from there', () => {
    for (let killedAt = 0; ; killedAt++) {
      const kept = new Map<string, string>()
      const before = (change: number) => {
        if (change === killedAt) throw new Killed()
        return false
      }
      let killed = false
      try {
        filled(memoryFiles(kept, { before }))
      } catch (error) {
        if (!(error instanceof Killed)) throw error
        killed = true
      }
      const files = memoryFiles(kept)
      const again = must(openPending(files, PATHS))
      if (killedAt === 0) expect(again).toBeNull()
      else {
        const done = again!.answers().length
        expect(again!.answers()).toEqual(ANSWERS.slice(0, done))
        expect(done).toBe(Math.min(ANSWERS.length, Math.floor((killedAt - 1) / 2)))
        for (const answer of ANSWERS.slice(done)) must(again!.keep(answer))
        expect(reopened(files).answers()).toEqual(ANSWERS)
      }
      if (!killed) break
    }
  })

  test.each([0, 1, 2, 3])('answer %d is damaged: it and the later ones are forgotten, for good', (damaged) => {
    for (const text of ['', '{', '{"phase":"walk"}', 'null']) {
      const files = memoryFiles()
      filled(files)
      files.kept.set(PATHS.answer(damaged), text)
      const again = reopened(files)
      expect(again.answers()).toEqual(ANSWERS.slice(0, damaged))
      must(again.keep(ANSWERS[0]!))
      expect(reopened(files).answers()).toEqual([...ANSWERS.slice(0, damaged), ANSWERS[0]])
    }
  })

  test('a damaged plan is no download; beginning anew leaves nothing of the old one', () => {
    const files = memoryFiles()
    filled(files)
    for (const text of ['', '{', '{"schemaVersion":2}', JSON.stringify({ ...planOf(), more: 1 })]) {
      files.kept.set(PATHS.plan, text)
      expect(must(openPending(files, PATHS))).toBeNull()
    }
    const begun = must(beginPending(files, PATHS, planOf({ id: 'next' })))
    expect(begun.answers()).toEqual([])
    expect(reopened(files).answers()).toEqual([])
    expect(reopened(files).plan.id).toBe('next')
    expect(reopened(files).counts().requests).toBe(0)
  })

  test('damaged sessions are asked again', () => {
    const files = memoryFiles()
    must(filled(files).keepSessions({ fromMs: 0, toMs: 9, sessions: [] }))
    files.kept.set(PATHS.sessions, '{"fromMs":0')
    expect(reopened(files).sessions()).toBeNull()
  })

  test('there is none', () => {
    expect(must(openPending(memoryFiles(), PATHS))).toBeNull()
  })
})

describe('the log', () => {
  const whole = [SENT, TIMEOUT, RETRIED, PACED, { event: 'resumed', atMs: 5 } as const]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')

  test('cut anywhere: whole lines count, and so does what the next session adds to half a one', () => {
    const files = memoryFiles()
    filled(files)
    for (let length = 0; length <= whole.length; length++) {
      files.kept.set(PATHS.log, whole.slice(0, length))
      const lines = whole.slice(0, length).split('\n')
      const cut = lines.at(-1) === '' || isLine(lines.at(-1)!) ? 0 : 1
      const sent = lines.slice(0, lines.length - cut).filter((line) => line.includes('"event":"sent"')).length
      const pending = reopened(files)
      expect(pending.counts().requests, whole.slice(0, length)).toBe(sent)
      const before = pending.counts().resumes
      must(pending.log({ event: 'resumed', atMs: 9 }))
      expect(pending.counts().resumes).toBe(before + 1)
      expect(reopened(files).counts()).toEqual(pending.counts())
    }
  })

  test('no log, no counts', () => {
    const files = memoryFiles()
    filled(files)
    files.kept.delete(PATHS.log)
    expect(reopened(files).counts()).toMatchObject({ requests: 0, revisions: 3 })
  })
})

function isLine(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('removed', () => {
  test('it is gone', () => {
    const files = temporaryFiles()
    must(filled(files).remove())
    expect(must(openPending(files, PATHS))).toBeNull()
    expect(files.exists(PATHS.pending)).toBe(false)
    must(reopenedAfterBegin(files).remove())
  })

  test('killed at any moment of it: it is whole, or it is gone', () => {
    for (let step = 0; step < 12; step++) {
      const kept = new Map<string, string>()
      filled(memoryFiles(kept))
      const before = (change: number) => {
        if (change === step) throw new Killed()
        return false
      }
      try {
        must(reopened(memoryFiles(kept, { before })).remove())
      } catch (error) {
        if (!(error instanceof Killed)) throw error
      }
      const again = must(openPending(memoryFiles(kept), PATHS))
      if (again !== null) expect(again.answers()).toEqual(ANSWERS)
      if (step > 0) expect(again).toBeNull()
    }
  })
})

function reopenedAfterBegin(files: GuardedFiles): PendingDownload {
  must(beginPending(files, PATHS, planOf()))
  return reopened(files)
}

describe('a full disk', () => {
  test('what could not be written does not count', () => {
    const kept = new Map<string, string>()
    const pending = filled(memoryFiles(kept))
    expect(pending.answers().length).toBe(4)
    const full = reopened(memoryFiles(kept, { before: () => true }))
    expect(full.keep(ANSWERS[0]!)).toMatchObject({ ok: false, trouble: { code: 'disk-full' } })
    expect(full.log(SENT).ok).toBe(false)
    expect(full.keepSessions({ fromMs: 0, toMs: 9, sessions: [] }).ok).toBe(false)
    expect(full.answers()).toEqual(ANSWERS)
    expect(full.remove().ok).toBe(false)
    expect(reopened(memoryFiles(kept)).answers()).toEqual(ANSWERS)
  })

  test('it cannot begin', () => {
    const files = memoryFiles(new Map(), { before: () => true })
    expect(beginPending(files, PATHS, planOf())).toMatchObject({ ok: false, trouble: { code: 'disk-full' } })
  })
})
