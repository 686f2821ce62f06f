import { describe, expect, test } from 'vitest'
import { summarySchema } from '../../../src/core/contract/summary.ts'
import { figureText, fixedText, instantText, moneyText, shareText } from '../../../src/core/report/numberText.ts'
import { chartFiles } from '../../../src/core/report/publishedNames.ts'
import { readmeText } from '../../../src/core/report/readmeText.ts'
import { summaryJson } from '../../../src/core/report/summaryJson.ts'
import { summaryText } from '../../../src/core/report/summaryText.ts'
import { verdictReason } from '../../../src/core/report/verdictText.ts'
import { completenessFixture, summaryFixture } from './reportFixture.ts'

const extra = {
  dataText: '1h bars, 2015-08-07 to 2021-12-31',
  rerunCommand: 'assay pipeline run btc_eth',
  verifyCommand: 'assay verify btc_eth --run r-1',
  chartFiles: [{ file: 'charts/01.png', meaning: 'an upper bound' }],
  downloads: [],
}

describe('numbers in texts', () => {
  test.each([
    [fixedText(-1234567.891, 2), '-1,234,567.89'],
    [fixedText(-0.001, 2), '0.00'],
    [fixedText(null, 2), 'n/a'],
    [moneyText(999.999, 'USD'), '1,000.00 USD'],
    [shareText(-0.16624), '-16.62 %'],
    [figureText(0.41239), '0.4124'],
    [figureText(-2_900), '-2,900'],
    [figureText(0.0000123), '1.23e-5'],
    [figureText(Number.NaN), 'n/a'],
    [instantText(Date.UTC(2020, 8, 20, 5)), '2020-09-20 05:00 UTC'],
  ])('%s', (found, expected) => expect(found).toBe(expected))
})

describe('README.txt', () => {
  const text = readmeText(summaryFixture(), extra)

  test('verdict, gates with advice, costs, files and commands, in lines a terminal shows whole', () => {
    for (const part of [
      'NO EDGE',
      'What to do: Test fewer ideas',
      'fee 10 bps',
      'charts/01.png',
      extra.rerunCommand,
      extra.verifyCommand,
    ])
      expect(text).toContain(part)
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(text).not.toMatch(/undefined|NaN|null/)
    expect(text).not.toContain('SYNTHETIC')
  })

  test('synthetic data is said before the verdict', () => {
    const synthetic = readmeText(summaryFixture({ synthetic: { kind: 'noise', seed: 7, strength: null } }), extra)
    expect(synthetic.indexOf('SYNTHETIC DATA')).toBeGreaterThan(0)
    expect(synthetic.indexOf('SYNTHETIC DATA')).toBeLessThan(synthetic.indexOf('VERDICT'))
  })

  test('a download is told before what was found, in lines a terminal shows whole', () => {
    const downloaded = readmeText(summaryFixture(), {
      ...extra,
      downloads: [{ symbol: 'BTC', completeness: completenessFixture() }],
    })
    expect(downloaded.indexOf('HOW THE DATA WAS DOWNLOADED')).toBeGreaterThan(downloaded.indexOf('WHAT WAS TESTED'))
    expect(downloaded.indexOf('HOW THE DATA WAS DOWNLOADED')).toBeLessThan(downloaded.indexOf('WHAT WAS FOUND'))
    expect(downloaded).toContain('\nBTC\n  Complete: no: 3 expected bars are missing without an explanation\n')
    expect(downloaded).toContain('  Proof: SHA-256 9f86')
    expect(Math.max(...downloaded.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect(text).not.toContain('DOWNLOADED')
  })

  test('a passing gate shows no advice', () => {
    expect(text.match(/What to do:/g)).toHaveLength(2)
  })
})

describe('summaryJson', () => {
  test('valid, in schema order, the same for any order of keys', () => {
    const summary = summaryFixture()
    const shuffled = summarySchema.parse(Object.fromEntries(Object.entries(summary).reverse()))
    const text = summaryJson({ ...shuffled, costs: Object.fromEntries(Object.entries(summary.costs).reverse()) })
    expect(text).toBe(summaryJson(summary))
    const read = JSON.parse(text)
    expect(Object.keys(read)).toEqual(Object.keys(summarySchema.shape))
    expect(Object.keys(read.costs)).toEqual(['BTC', 'ETH'])
    expect(Object.keys(read.dataHashes)).toEqual(['primary', 'secondary'])
  })

  test('a number that is none is never published', () => {
    expect(() => summaryJson(summaryFixture({ endEquity: Number.NaN }))).toThrow()
  })
})

describe('verdict', () => {
  test('the terminal text names failing gates and their advice', () => {
    const text = summaryText(summaryFixture())
    expect(text).toContain('Verdict: NO EDGE')
    expect(text).toContain('deflated-sharpe')
    expect(text).toContain('Test fewer ideas')
    expect(text).not.toContain('Six walk-forward folds')
  })

  test('a relaxed rung with all gates passed is explained', () => {
    const gates = summaryFixture().gates.map((gate) => ({ ...gate, pass: true }))
    expect(verdictReason(summaryFixture({ gates }))).toContain('relaxed rung')
    expect(verdictReason(summaryFixture({ gates, verdict: 'edge' }))).toContain('not a promise')
  })
})

test('chart names are lower case and hold no odd signs', () => {
  expect(chartFiles('BTC', 'ETH').simulation).toBe('charts/01_step2_ml_simulation_btc_eth.png')
  expect(chartFiles('BRK.B', '../x').realMl).toBe('charts/02_step3_real_ml_brk-b_x.png')
})
