import { describe, expect, test } from 'vitest'
import type { PacedRequest } from '../../../src/core/contract/pacing.ts'
import { PacingBook } from '../../../src/main/engine/download/pacingBook.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'
import { memoryFiles } from './memoryFiles.ts'

const START = Date.UTC(2024, 0, 1)
const PATH = 'ibkr/pacing.json'

function request(part: Partial<PacedRequest> = {}): PacedRequest {
  return { kind: 'bars', identity: 'one', contractKey: 'BTC', smallBars: false, weight: 1, ...part }
}

function clockAt(wallMs: number) {
  const clock = { wallMs, elapsedMs: 0 }
  return {
    nowMs: () => clock.wallMs,
    monotonicMs: () => clock.elapsedMs,
    pass: (ms: number) => {
      clock.wallMs += ms
      clock.elapsedMs += ms
    },
    set: (ms: number) => {
      clock.wallMs = ms
    },
  }
}

function bookOver(files: GuardedFiles, wallMs: number, politeMs = 0) {
  const clock = clockAt(wallMs)
  return { clock, book: new PacingBook(files, PATH, clock, politeMs) }
}

function send(book: PacingBook, one: PacedRequest): number {
  const sent = book.send(one)
  if (!sent.ok) throw new Error(sent.trouble.message)
  return sent.value
}

describe('a new process', () => {
  test('remembers the identical request', () => {
    const files = memoryFiles()
    const first = bookOver(files, START)
    send(first.book, request())
    const second = bookOver(files, START + 5_000)
    const { waitMs, reason } = second.book.next(request())
    expect(waitMs).toBeGreaterThanOrEqual(10_000)
    expect(reason).toContain('identical')
    expect(second.book.next(request({ identity: 'other' })).waitMs).toBe(0)
    second.clock.pass(waitMs)
    expect(second.book.next(request()).waitMs).toBe(0)
  })

  test('remembers what was open, which died with the socket', () => {
    const files = memoryFiles()
    const first = bookOver(files, START)
    for (let count = 0; count < 60; count++) send(first.book, request({ identity: `${count}` }))
    first.clock.pass(60_000)
    expect(first.book.next(request({ identity: 'next' })).waitMs).toBeGreaterThan(0)
    const second = bookOver(files, START + 60_000)
    second.clock.pass(60_000)
    expect(second.book.next(request({ identity: 'next' })).waitMs).toBe(0)
    expect(second.book.inWindow()).toBe(60)
    second.clock.pass(600_000)
    expect(second.book.inWindow()).toBe(0)
  })

  test('remembers the pause after a pacing error, which grows until an answer comes', () => {
    const files = memoryFiles()
    const first = bookOver(files, START)
    first.book.end(send(first.book, request()), request(), 'pacing')
    const next = request({ identity: 'next' })
    expect(bookOver(files, START).book.next(next).waitMs).toBe(60_000)
    const second = bookOver(files, START + 60_000)
    expect(second.book.next(next).waitMs).toBe(0)
    second.book.end(send(second.book, next), next, 'pacing')
    expect(bookOver(files, START + 60_000).book.next(request({ identity: 'third' })).waitMs).toBe(90_000)
    const third = bookOver(files, START + 160_000)
    third.book.end(send(third.book, next), next, 'answer')
    third.book.end(send(third.book, request({ identity: '4' })), request({ identity: '4' }), 'pacing')
    expect(bookOver(files, START + 160_000).book.next(request({ identity: '5' })).waitMs).toBe(60_000)
  })

  test('with the clock set back waits no longer than a rule asks', () => {
    const files = memoryFiles()
    send(bookOver(files, START).book, request())
    const { book } = bookOver(files, START - 365 * 86_400_000)
    expect(book.next(request()).waitMs).toBeLessThanOrEqual(20_000)
    expect(book.next(request()).waitMs).toBeGreaterThan(0)
  })
})

test('setting the clock during a session moves no limit', () => {
  for (const wallMs of [START - 1e9, START + 1e9]) {
    const { book, clock } = bookOver(memoryFiles(), START)
    send(book, request())
    clock.set(wallMs)
    expect(book.next(request()).waitMs).toBeGreaterThanOrEqual(15_000)
    expect(book.next(request()).waitMs).toBeLessThanOrEqual(20_000)
  }
})

test('the pause between requests is the one that was set', () => {
  const { book, clock } = bookOver(memoryFiles(), START, 8_000)
  send(book, request())
  expect(book.next(request({ identity: 'other' }))).toEqual({ waitMs: 8_000, reason: 'polite pause' })
  clock.pass(8_000)
  expect(book.next(request({ identity: 'other' })).waitMs).toBe(0)
})

test.each([
  ['no JSON', '{"sent":['],
  ['empty', ''],
  ['something else', '{"sent":[]}'],
  ['a number that is none', '{"sent":[],"nextTicket":0,"pacingErrors":0,"penaltyEndsMs":null,"messageErrorsMs":["x"]}'],
])('a memory that is damaged (%s) counts as a pacing error', (_, text) => {
  const { book } = bookOver(memoryFiles(new Map([[PATH, text]])), START)
  expect(book.next(request())).toEqual({ waitMs: 60_000, reason: 'pacing error: backing off' })
})

test('no memory is no error', () => {
  expect(bookOver(memoryFiles(), START).book.next(request()).waitMs).toBe(0)
})

test('it is written before a request may leave, and says so where it cannot be', () => {
  const files = memoryFiles()
  send(bookOver(files, START).book, request())
  expect(files.kept.get(PATH)).toContain('"identity":"one"')
  const full = bookOver(memoryFiles(new Map(), { before: () => true }), START)
  expect(full.book.send(request())).toMatchObject({ ok: false, trouble: { code: 'disk-full' } })
})
