import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { summarySchema } from '../../../src/core/contract/summary.ts'
import { readPngText } from '../../../src/main/adapters/images/pngText.ts'
import type { RunReport } from '../../../src/main/engine/pipeline/runPipeline.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'
import { assay } from './cliFixture.ts'
import {
  NAME,
  published,
  readJson,
  run,
  runsIn,
  sampledHome,
  treeHashes,
  useHomes,
  useTwoDetectors,
  verify,
  workspaceOf,
} from './pipelineFixture.ts'

const newHome = useHomes()
const CHARTS = ['01_step2_ml_simulation_btc_eth.png', '02_step3_real_ml_btc_eth.png'].map((name) => `charts/${name}`)
const SUMMARY = 'reports/final_output_summary.json'
const BUNDLE = ['README.txt', ...CHARTS, SUMMARY]
/** The keys of the summary as they were agreed on with its readers. */
const KEYS =
  'schemaVersion runId workspace symbols dataHashes configHash seed engineVersion startCapital endEquity avgMonthlyProfit maxDrawdown calmar stress bootstrapMonthlyMean placeboP dsr trials holdOut gates verdict endpoint tries buyAndHold patternAid fallbacks synthetic'.split(
    ' ',
  )

let fresh = ''
let home = ''
let report: RunReport
let elsewhere: Record<string, string>

beforeAll(async () => {
  fresh = await sampledHome(newHome())
  useTwoDetectors(fresh)
  home = newHome(fresh)
  const created = await assay(home, 'workspace', 'create', 'other', '--primary', 'QQQX', '--secondary', 'SPYX')
  expect(created.exitCode).toBe(0)
  const filled = await assay(home, 'data', 'sample', 'other', '--kind', 'noise', '--seed', '9', '--bars', '400')
  expect(filled.exitCode).toBe(0)
  elsewhere = treeHashes(workspaceOf(home, 'other'))
  report = valueFrom(await run(home))
}, 120_000)

const folder = () => workspaceOf(home)
const finalOutput = () => join(folder(), 'final output')

describe('what a run leaves', () => {
  test('exactly four files in final output; the run keeps the same bytes and the report', () => {
    expect(Object.keys(treeHashes(finalOutput()))).toEqual(BUNDLE)
    const kept = published(home, report.runId)
    expect(kept).toEqual({ ...treeHashes(finalOutput()), 'report.html': expect.any(String) })
    expect(treeHashes(join(folder(), 'exports'))).toEqual({ [`${report.runId}/report.html`]: kept['report.html'] })
    expect(report.published).toHaveLength(4)
  })

  test('the summary has every agreed key and passes its schema', () => {
    const summary = readJson(finalOutput(), SUMMARY)
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(KEYS))
    const parsed = summarySchema.strict().parse(summary)
    expect(parsed).toMatchObject({
      runId: report.runId,
      workspace: NAME,
      seed: 1,
      symbols: { primary: 'BTC', secondary: 'ETH' },
      startCapital: 10_000,
      synthetic: { kind: 'planted', seed: 3, strength: 5 },
      holdOut: { openings: 1 },
      patternAid: { requested: false, used: false },
    })
    expect(Object.keys(parsed.stress)).toEqual(['x100', 'x125', 'x150', 'x200'])
    expect(parsed.tries.length).toBeGreaterThan(1)
    expect(new Set(parsed.gates.map((gate) => gate.id)).size).toBe(parsed.gates.length)
    const boundary = readJson(folder(), 'hold-out.json').boundariesMs
    expect([Date.parse(parsed.holdOut.start)]).toEqual(Object.values(boundary))
  })

  test('no clock time, path, host or foreign symbol in them; each is labelled synthetic', () => {
    const root = join(folder(), 'runs', report.runId, 'published')
    const today = new Date().toISOString().slice(0, 10)
    for (const file of [...BUNDLE, 'report.html']) {
      const raw = readFileSync(join(root, file))
      const text = file.endsWith('.png') ? Object.values(readPngText(raw)).join('\n') : raw.toString('utf8')
      expect(text.length, file).toBeGreaterThan(100)
      expect(text.toLowerCase(), file).toContain('synthetic')
      for (const foreign of [home, '/tmp', today, 'QQQX', 'SPYX', 'qqq_1h', 'spy_1h', 'elapsedMs'])
        expect(raw.includes(foreign), `${file} holds ${foreign}`).toBe(false)
      if (hostname().length > 3) expect(raw.includes(hostname()), `${file} holds the host`).toBe(false)
    }
  })

  test('nothing else in the home is touched: another workspace stays byte for byte', () => {
    expect(treeHashes(workspaceOf(home, 'other'))).toEqual(elsewhere)
    expect(readdirSync(home).filter((name) => !name.startsWith('ledger.sqlite'))).toEqual(['workspaces'])
    expect(readdirSync(join(home, 'workspaces')).sort()).toEqual([NAME, 'other'])
  })

  test('tables, matrices and alias map are kept, units are not', () => {
    const kept = Object.keys(treeHashes(join(folder(), 'runs', report.runId)))
    expect(kept).toEqual(
      expect.arrayContaining(['manifest.json', 'complete.json', 'pair_alias_map.json', 'matrices/matrices.json']),
    )
    expect(kept.filter((name) => name.startsWith('units/'))).toEqual([])
    const aliases = readJson(folder(), 'runs', report.runId, 'pair_alias_map.json')
    expect(aliases).toMatchObject([
      { role: 'primary', symbol: 'BTC', alias: 'qqq_1h_rth_clean' },
      { role: 'secondary', symbol: 'ETH', alias: 'spy_1h_rth_clean' },
    ])
  })
})

describe('the returns of the trials', () => {
  const trials = (name: string) => join(folder(), 'runs', report.runId, 'trials', name)

  test('are those that the Sharpe ratios in the ledger are of, and their hash is published', () => {
    const bytes = readFileSync(trials('returns.npy'))
    const header = bytes.subarray(10, 10 + bytes.readUInt16LE(8)).toString()
    const [, rows = 0, days = 0] = (/'shape': \((\d+), (\d+)\)/.exec(header) ?? []).map(Number)
    expect(header).toContain("'descr': '<f4', 'fortran_order': False")
    expect(bytes.length - rows * days * 4).toBe(10 + header.length)
    expect((10 + header.length) % 64).toBe(0)
    const { trialSharpes } = readJson(folder(), 'runs', report.runId, 'stages', 'select.json')
    expect(rows).toBe(trialSharpes.length)
    for (let row = 0; row < rows; row += 7) {
      const at = (day: number) => bytes.readFloatLE(10 + header.length + 4 * (row * days + day))
      const values = Array.from({ length: days }, (_, day) => at(day))
      const mean = values.reduce((sum, value) => sum + value, 0) / days
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (days - 1))
      expect(deviation > 0 ? mean / deviation : null).toBeCloseTo(trialSharpes[row], 5)
    }
    const study = summarySchema.parse(report.summary).trialStudy!
    expect(study.returnsSha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(study).toMatchObject({ configurations: rows, evaluated: rows, days })
    expect(study.overfitting!.probability).toBeGreaterThan(0)
    expect(study.raw).toMatchObject({ trials: report.summary!.trials, deflatedSharpe: report.summary!.dsr })
    expect(study.effective.length).toBeGreaterThan(1)
    for (const line of study.effective) {
      expect(line.trials).toBeCloseTo(study.raw.trials - rows + line.ofGrid, 9)
      expect(line.ofGrid).toBeLessThan(rows)
    }
    const text = readFileSync(join(finalOutput(), 'README.txt'), 'utf8').replaceAll(/\s+/g, ' ')
    expect(text).toContain('As independent ones they are worth')
    const page = readFileSync(join(folder(), 'runs', report.runId, 'published', 'report.html'), 'utf8')
    expect(page).toContain('Independent, by entropy')
    expect(page).toContain(study.returnsSha256)
  })
})

describe('the same again', () => {
  test('a second run does nothing, and says so', async () => {
    const before = treeHashes(join(folder(), 'runs'))
    const again = valueFrom(await run(home))
    expect(again).toMatchObject({ unchanged: true, runId: report.runId, verdict: report.verdict })
    expect(again.summary).toEqual(report.summary)
    expect(treeHashes(join(folder(), 'runs'))).toEqual(before)
  })

  test.each([1, 4])('the whole run folder has the same bytes for %d workers', async (workers) => {
    const copy = newHome(fresh)
    expect(valueFrom(await run(copy, { workers })).runId).toBe(report.runId)
    expect(treeHashes(join(workspaceOf(copy), 'runs'))).toEqual(treeHashes(join(folder(), 'runs')))
  })

  test('final output is made whole again where it was changed, without computing', async () => {
    const wanted = treeHashes(finalOutput())
    writeFileSync(join(finalOutput(), 'README.txt'), 'changed')
    writeFileSync(join(finalOutput(), 'charts', 'extra.png'), 'extra')
    rmSync(join(folder(), 'exports'), { recursive: true })
    expect(valueFrom(await run(home)).unchanged).toBe(true)
    expect(treeHashes(finalOutput())).toEqual(wanted)
    expect(Object.keys(treeHashes(join(folder(), 'exports')))).toEqual([`${report.runId}/report.html`])
  })
})

describe('other runs beside it', () => {
  test('another seed is another run; list, show and compare tell them apart; the first can be shown again', async () => {
    const copy = newHome(home)
    const other = valueFrom(await run(copy, { seed: 2 }))
    expect(other.runId).not.toBe(report.runId)
    expect([...runsIn(copy)].sort()).toEqual([other.runId, report.runId].sort())
    expect(published(copy, report.runId)).toEqual(published(home, report.runId))
    const list = await assay(copy, 'runs', 'list', NAME)
    expect(list.document.data).toMatchObject([
      { runId: other.runId, state: 'done' },
      { runId: report.runId, state: 'done', verdict: report.verdict },
    ])
    const show = await assay(copy, 'runs', 'show', NAME, report.runId.slice(0, 8))
    expect(show.document.data.summary).toEqual(report.summary)
    const compare = await assay(copy, 'runs', 'compare', NAME, report.runId, other.runId)
    expect(compare.document.data.differences).toEqual(
      expect.arrayContaining([
        { field: 'runId', left: report.runId, right: other.runId },
        { field: 'seed', left: 1, right: 2 },
      ]),
    )
    expect(readJson(workspaceOf(copy), 'final output', SUMMARY).runId).toBe(other.runId)
    expect(valueFrom(await run(copy)).unchanged).toBe(true)
    expect(readJson(workspaceOf(copy), 'final output', SUMMARY).runId).toBe(report.runId)
  }, 120_000)
})

describe('verify', () => {
  test('an untouched run verifies and leaves nothing behind', async () => {
    const before = treeHashes(join(folder(), 'runs'))
    const checked = valueFrom(await verify(home, report.runId))
    expect(checked.verified).toBe(true)
    expect(checked.files.map(({ file }) => file).sort()).toEqual([...BUNDLE, 'report.html'].sort())
    expect(treeHashes(join(folder(), 'runs'))).toEqual(before)
    expect(readdirSync(folder())).not.toContain('verify')
  }, 120_000)

  test('an edited file is named, wherever it lies', async () => {
    const copy = newHome(home)
    const kept = join(workspaceOf(copy), 'runs', report.runId, 'published')
    const text = readFileSync(join(kept, SUMMARY), 'utf8')
    writeFileSync(join(kept, SUMMARY), text.replace('"verdict": "', '"verdict":  "'))
    writeFileSync(join(workspaceOf(copy), 'final output', 'README.txt'), 'an edge, truly')
    const checked = await verify(copy, report.runId)
    expect(codeOf(checked)).toBe('verify-differs')
    const message = checked.ok ? '' : checked.trouble.message
    expect(message).toContain(`${SUMMARY} (changed on disk)`)
    expect(message).toContain('final output/README.txt (changed on disk)')
    expect(message).not.toContain('made differently')
    const repaired = valueFrom(await run(copy))
    expect(repaired.unchanged).toBe(false)
    expect(published(copy, report.runId)).toEqual(published(home, report.runId))
  }, 120_000)

  test('other costs are other inputs, and another run', async () => {
    const copy = newHome(home)
    const manifest = join(workspaceOf(copy), 'workspace.yaml')
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replaceAll('feeBps: 10', 'feeBps: 11'))
    expect(codeOf(await verify(copy, report.runId))).toBe('verify-inputs-changed')
    expect(codeOf(await verify(copy, 'feedfeedfeedfeed'))).toBe('run-incomplete')
    const other = valueFrom(await run(copy, { to: 'prepare' }))
    expect(other.runId).not.toBe(report.runId)
  })
})
