import { describe, expect, test } from 'vitest'
import { reportHtml } from '../../../src/core/report/reportHtml.ts'
import type { ReportModel, ReportPictures } from '../../../src/core/report/reportModel.ts'
import { completenessFixture, reportFixture, summaryFixture } from './reportFixture.ts'

const picture = (name: string) => ({
  caption: `${name} <caption>`,
  light: `<svg id="${name}-light"></svg>`,
  dark: '<svg></svg>',
})
const pictures: ReportPictures = {
  simulation: picture('simulation'),
  realMl: picture('real'),
  expectancy: picture('expectancy'),
  stress: picture('stress'),
  bootstrap: picture('bootstrap'),
  placebo: picture('placebo'),
}
const html = (model: ReportModel) => reportHtml(model, pictures, { regular: 'QUJD', semibold: 'REVG' })

describe('reportHtml', () => {
  test('one offline page: no script, no address, a policy that allows neither', () => {
    const page = html(reportFixture())
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|<iframe|javascript:|https?:\/\/|@import|\bon\w+=/i)
    expect(page.match(/url\([^;)]*/g)).toEqual(['url(data:font/ttf', 'url(data:font/ttf'])
    expect(page).toContain('prefers-color-scheme:dark')
    expect(page).toContain('@media print')
  })

  test('every section is there, and every link leads to one', () => {
    const page = html(reportFixture())
    const ids = [...page.matchAll(/<section id="([^"]+)"/g)].map((match) => match[1])
    const links = [...page.matchAll(/<a href="#([^"]+)"/g)].map((match) => match[1])
    expect(links).toEqual(ids)
    expect(ids).toEqual([
      ...['verdict', 'gates', 'data', 'equity', 'events', 'expectancy', 'selection', 'models', 'tries'],
      ...['robustness', 'hold-out', 'ledger', 'methods', 'hashes'],
    ])
    expect(page).toContain('id="real-light"')
  })

  test('tags are balanced', () => {
    const page = html(reportFixture())
    for (const tag of [
      'section',
      'table',
      'thead',
      'tbody',
      'tr',
      'td',
      'th',
      'div',
      'p',
      'figure',
      'main',
      'dl',
      'h2',
      'h3',
    ])
      expect([tag, page.match(new RegExp(`<${tag}[ >]`, 'g'))?.length]).toEqual([
        tag,
        page.match(new RegExp(`</${tag}>`, 'g'))?.length,
      ])
  })

  test('names cannot become markup', () => {
    const evil = `"><img src=x onerror=alert(1)>'&`
    const base = reportFixture()
    const page = html({
      ...base,
      summary: summaryFixture({
        symbols: { primary: evil, secondary: evil },
        workspace: evil,
        endpoint: evil,
        dataHashes: { [evil]: evil },
      }),
      passports: base.passports.map((row) => ({
        ...row,
        source: evil,
        symbol: evil,
        completeness: completenessFixture({ notes: [evil], hash: evil, from: evil, headTime: evil }),
      })),
      folds: base.folds.map((row) => ({ ...row, configuration: evil })),
      models: base.models.map((row) => ({ ...row, note: evil })),
      methods: [evil],
      rerunCommand: evil,
    })
    expect(page).not.toContain('<img')
    expect(page).toContain('&quot;&gt;&lt;img src=x onerror=alert(1)&gt;&#39;&amp;')
  })

  test('says what is missing instead of leaving a hole', () => {
    const page = html(
      reportFixture({
        expectancy: [],
        folds: [],
        fallbackAttempts: [],
        models: [],
        monteCarlo: null,
        placebo: null,
        holdOut: null,
      }),
    )
    for (const text of [
      'No cell had enough events',
      'No fold could be formed',
      'No model was trained',
      'The hold-out was not opened',
    ])
      expect(page).toContain(text)
    expect(page).not.toMatch(/NaN|undefined|>null</)
  })

  test('a download shows its proof beside its passport; files show nothing of the kind', () => {
    const base = reportFixture()
    const [primary, secondary] = base.passports
    const passports = [{ ...primary!, completeness: completenessFixture() }, secondary!]
    const page = html({ ...base, passports })
    expect(page).toContain('<caption>Download of BTC</caption>')
    expect(page).not.toContain('<caption>Download of ETH</caption>')
    for (const text of ['conId 479624278', 'PAXOS', '44,988 of 45,000 expected', '3 unexplained', 'pacing errors 1'])
      expect(page).toContain(text)
    expect(html(base)).not.toContain('Download of')
  })

  test('synthetic data is labelled, and the simulation is an upper bound', () => {
    const summary = summaryFixture({ synthetic: { kind: 'planted', seed: 3, strength: 5 } })
    expect(html(reportFixture({ summary }))).toContain('SYNTHETIC DATA: generator &quot;planted&quot;, seed 3')
    expect(html(reportFixture())).not.toContain('SYNTHETIC')
    expect(html(reportFixture())).toContain('UPPER BOUND')
  })
})
