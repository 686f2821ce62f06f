import { appendFileSync, closeSync, openSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLogTail } from '../../../src/main/adapters/files/logTail.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'

function logOf(text: string): string {
  const file = join(temporaryFolder(), 'job.log')
  writeFileSync(file, text)
  return file
}

test.each<[string, number, readonly string[], number]>([
  ['', 3, [], 0],
  ['a\n', 3, ['a'], 0],
  ['a\nb\nc\nd\n', 2, ['c', 'd'], 2],
  ['a\n\nb', 2, ['', 'b'], 1],
])('%j, the last %i', async (text, most, lines, skipped) => {
  expect(valueFrom(await createLogTail().read(logOf(text), most))).toEqual({ lines, skipped })
})

test('a log of 60 MB: its end and the count of what came before, in little memory', async () => {
  const file = logOf('')
  const handle = openSync(file, 'w')
  const block = Array.from({ length: 10_000 }, (_, line) => `[${line}] ${'x'.repeat(52)}`).join('\n')
  for (let part = 0; part < 100; part++) writeSync(handle, `${block}\n`)
  writeSync(handle, 'the end ü\n')
  closeSync(handle)
  const before = process.memoryUsage().arrayBuffers
  const tail = valueFrom(await createLogTail().read(file, 5_000))
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  expect(tail.lines).toHaveLength(5_000)
  expect(tail.lines.at(-1)).toBe('the end ü')
  expect(tail.lines[0]).toBe(`[5001] ${'x'.repeat(52)}`)
  expect(tail.skipped).toBe(1_000_001 - 5_000)
})

test('a line without an end is cut, a file that is not there is told', async () => {
  const tail = valueFrom(await createLogTail().read(logOf('y'.repeat(6_000_000)), 10))
  expect(tail).toEqual({ lines: [`${'y'.repeat(4_000)}…`], skipped: 0 })
  expect(codeOf(await createLogTail().read(join(temporaryFolder(), 'none'), 1))).toBe('file-missing')
})

test('a log that grows is counted on, and one that was written anew is counted anew', async () => {
  const tail = createLogTail()
  const file = logOf('')
  const block = `${'z'.repeat(99)}\n`.repeat(60_000)
  writeFileSync(file, block)
  expect(valueFrom(await tail.read(file, 10)).skipped).toBe(59_990)
  appendFileSync(file, block)
  expect(valueFrom(await tail.read(file, 10)).skipped).toBe(119_990)
  writeFileSync(file, 'one\ntwo\n')
  expect(valueFrom(await tail.read(file, 10))).toEqual({ lines: ['one', 'two'], skipped: 0 })
})

test('the end of 400 MB is there at once, its lines are counted meanwhile', async () => {
  const file = logOf('first\n')
  truncateSync(file, 400 * 1024 ** 2)
  appendFileSync(file, '\nlast\n')
  const tail = createLogTail()
  const first = valueFrom(await tail.read(file, 1))
  expect(first).toEqual({ lines: ['last'], skipped: null })
  await expect.poll(async () => valueFrom(await tail.read(file, 1)).skipped, { timeout: 60_000, interval: 200 }).toBe(2)
}, 90_000)

test('never hands on more than a million characters', async () => {
  const lines = Array.from({ length: 1_000 }, (_, index) => `${index} ${'w'.repeat(3_500)}`)
  const { lines: shown, skipped } = valueFrom(await createLogTail().read(logOf(lines.join('\n')), 1_000))
  expect(shown.at(-1)).toBe(lines.at(-1))
  expect(shown.join('\n').length).toBeLessThanOrEqual(1_000_000)
  expect(shown.length + (skipped ?? 0)).toBe(1_000)
})
