import { chmodSync, cpSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEngineRecords } from '../../../src/main/adapters/files/engineRecords.ts'
import { createHandTime } from '../host/handTime.ts'
import { valueFrom } from '../ledger/ledgerFixture.ts'
import { temporaryFolder } from '../ledger/temporaryFolder.ts'

const SECRET = 'x'.repeat(43)
const DAY_MS = 24 * 3_600_000

function scene() {
  const home = temporaryFolder()
  const time = createHandTime()
  const engine = () => {
    const held = valueFrom(createEngineRecords(home, time).hold())
    onTestFinished(held.release)
    return held
  }
  const held = engine()
  valueFrom(held.keepSession(4747, SECRET))
  held.release()
  return { home, time, engine, file: join(home, 'engine/session.json') }
}

test('the next engine at the same port knows the pages of the one before; the file is the owner’s alone', () => {
  const { engine, file } = scene()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const next = engine()
  expect(next.keptSession(4747)).toBe(SECRET)
  expect(next.keptSession(4748)).toBeNull()
})

test('not after seven days from its making, nor where the clock went back', () => {
  const { engine, time } = scene()
  const next = engine()
  time.advance(7 * DAY_MS - 1)
  expect(next.keptSession(4747)).toBe(SECRET)
  time.advance(1)
  expect(next.keptSession(4747)).toBeNull()
})

test('not where others could read it, nor through a link, nor where it is damaged', () => {
  const { engine, file, home } = scene()
  const next = engine()
  const text = readFileSync(file, 'utf8')
  chmodSync(file, 0o640)
  expect(next.keptSession(4747)).toBeNull()
  chmodSync(file, 0o600)
  expect(next.keptSession(4747)).toBe(SECRET)
  writeFileSync(file, text.slice(0, 20))
  expect(next.keptSession(4747)).toBeNull()
  writeFileSync(file, JSON.stringify({ ...JSON.parse(text), secret: 'short' }))
  expect(next.keptSession(4747)).toBeNull()
  const elsewhere = join(home, 'elsewhere.json')
  writeFileSync(elsewhere, text, { mode: 0o600 })
  rmSync(file)
  symlinkSync(elsewhere, file)
  expect(next.keptSession(4747)).toBeNull()
})

test('a copy of a home knows no pages', () => {
  const { home, time } = scene()
  const copy = join(temporaryFolder(), 'copy')
  cpSync(home, copy, { recursive: true })
  const held = valueFrom(createEngineRecords(copy, time).hold())
  onTestFinished(held.release)
  expect(held.keptSession(4747)).toBeNull()
})
