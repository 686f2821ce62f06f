import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { silentBeat } from '../../../src/core/job/beat.ts'
import { failure } from '../../../src/core/outcome/outcome.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import { chartImages } from '../../../src/main/adapters/images/chartImages.ts'
import { type PublishRequest, publishRun } from '../../../src/main/engine/commands/publishRun.ts'
import type { GuardedFiles } from '../../../src/main/engine/ports/guardedFiles.ts'
import type { Images } from '../../../src/main/engine/ports/images.ts'
import { evidenceFixture, simulationFixture } from '../../core/charts/evidenceFixture.ts'
import { reportFixture, summaryFixture } from '../../core/report/reportFixture.ts'

const FOUR = [
  'README.txt',
  'charts/01_step2_ml_simulation_btc_eth.png',
  'charts/02_step3_real_ml_btc_eth.png',
  'reports/final_output_summary.json',
]

/** Each answer is made once: what is tested here is what happens to the files, not the drawing. */
function once<A extends readonly unknown[], R>(make: (...input: A) => R): (...input: A) => R {
  const made = new Map<string, R>()
  return (...input) => {
    const key = JSON.stringify(input)
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(...input)
    made.set(key, fresh)
    return fresh
  }
}

const images: Images = {
  ...chartImages,
  renderSvg: once(chartImages.renderSvg),
  renderPng: once(chartImages.renderPng),
}

let root = ''
let files: GuardedFiles

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'assay-publish-'))
  files = createGuardedFiles(root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function request(change: Partial<PublishRequest> = {}): PublishRequest {
  return {
    runId: 'r-1',
    simulation: simulationFixture(),
    realMl: evidenceFixture(),
    report: reportFixture(),
    dataText: '1h bars, 2015-08-07 to 2021-12-31',
    naming: {
      allowedSymbols: ['BTC', 'ETH'],
      foreignSymbols: ['GC'],
      ownWords: [],
      hostNames: [],
      runClock: null,
      dataInstantsMs: [],
    },
    ...change,
  }
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(root, folder), join(entry.parentPath, entry.name)))
    .sort()
}

function bytesBelow(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(filesBelow(folder).map((file) => [file, readFileSync(join(root, folder, file), 'base64')]))
}

/** Stops working at the n-th change, as a killed process does. */
function dyingFiles(survives: number): GuardedFiles {
  let changes = 0
  const dead =
    <A extends readonly unknown[], R>(act: (...values: A) => R) =>
    (...values: A) => {
      if (changes++ >= survives) throw new Error('killed')
      return act(...values)
    }
  return { ...files, writeBytes: dead(files.writeBytes), rename: dead(files.rename), remove: dead(files.remove) }
}

describe('publishRun', () => {
  test('exactly four files in final output, the same in the run, and the report in exports; the same bytes again', () => {
    expect(publishRun(files, chartImages, request(), silentBeat).ok).toBe(true)
    expect(filesBelow('final output')).toEqual(FOUR)
    expect(filesBelow('runs/r-1/published')).toEqual([...FOUR, 'report.html'].sort())
    expect(filesBelow('exports')).toEqual(['r-1/report.html'])
    const first = bytesBelow('')
    expect(publishRun(files, chartImages, request(), silentBeat).ok).toBe(true)
    expect(bytesBelow('')).toEqual(first)
  })

  test('another run replaces the four files whole and keeps the first one under runs', () => {
    publishRun(files, images, request(), silentBeat)
    const stray = files.writeText('final output/old.txt', 'left over')
    expect(stray.ok).toBe(true)
    const report = reportFixture({ summary: summaryFixture({ runId: 'r-2', verdict: 'not-enough-data' }) })
    publishRun(files, images, request({ runId: 'r-2', report }), silentBeat)
    expect(filesBelow('final output')).toEqual(FOUR)
    expect(readFileSync(join(root, 'final output/README.txt'), 'utf8')).toContain('NOT ENOUGH DATA')
    expect(filesBelow('runs/r-1/published')).toHaveLength(5)
  })

  test('killed at any change, final output is the old bundle or the new one, and the next call ends in the new one', () => {
    publishRun(files, images, request(), silentBeat)
    const before = bytesBelow('final output')
    const report = reportFixture({ summary: summaryFixture({ runId: 'r-2', verdict: 'not-enough-data' }) })
    const next = request({ runId: 'r-2', report })
    for (let survives = 0; survives < 12; survives += 1) {
      expect(() => publishRun(dyingFiles(survives), images, next, silentBeat)).toThrow('killed')
      expect(bytesBelow('final output')).toEqual(before)
    }
    expect(publishRun(dyingFiles(12), images, next, silentBeat).ok).toBe(true)
    expect(filesBelow('final output')).toEqual(FOUR)
    expect(bytesBelow('final output')).not.toEqual(before)
    expect(filesBelow('').filter((file) => file.includes('.tmp'))).toEqual([])
  })

  test('a full disk leaves the old bundle and no litter', () => {
    publishRun(files, images, request(), silentBeat)
    const before = bytesBelow('final output')
    const full: GuardedFiles = {
      ...files,
      writeBytes: (path, bytes) =>
        path.endsWith('.next.tmp/README.txt')
          ? failure('disk-full', 'The disk is full.', 'Free some space.')
          : files.writeBytes(path, bytes),
    }
    expect(publishRun(full, images, request({ runId: 'r-2' }), silentBeat)).toMatchObject({
      ok: false,
      trouble: { code: 'disk-full' },
    })
    expect(bytesBelow('final output')).toEqual(before)
    expect(filesBelow('').filter((file) => file.includes('.tmp'))).toEqual([])
  })

  test.each([
    ['a title in a picture', { realMl: evidenceFixture({ title: 'SPY + QQQ' }) }, 'SPY'],
    ['a note that goes into a PNG chunk', { simulation: { ...simulationFixture(), notes: ['see GC'] } }, 'GC'],
    ['the text for the README', { dataText: 'from /home/ann/data/x.csv' }, '/home/ann'],
  ])('refuses foreign names: %s', (_, change, found) => {
    const outcome = publishRun(files, images, request(change), silentBeat)
    expect(outcome).toMatchObject({ ok: false, trouble: { code: 'foreign-name-published' } })
    expect(JSON.stringify(outcome)).toContain(found)
    expect(filesBelow('')).toEqual([])
  })

  test('the planted name is also found in the PNG chunk itself', () => {
    const outcome = publishRun(files, images, request({ realMl: evidenceFixture({ title: 'SPY' }) }), silentBeat)
    expect(JSON.stringify(outcome)).toContain('#Title')
  })
})
