import { expect, it } from 'vitest'
import type { Evidence } from '../../../src/core/charts/evidence.ts'
import { documentHtml } from '../../../src/core/report/document/documentHtml.ts'
import { pairDocument } from '../../../src/core/report/documents/pairDocument.ts'
import { means } from './document/documentFixture.ts'
import { reportFixture } from './reportFixture.ts'

const DAY_MS = 86_400_000

function evidence(name: string): Evidence {
  const dayStartMs = Array.from({ length: 40 }, (_, day) => Date.UTC(2020, 0, 1) + day * DAY_MS)
  const equity = dayStartMs.map((_, day) => 10_000 + 100 * Math.sin(day) + 5 * day)
  return {
    title: name,
    subtitle: `${name} subtitle`,
    syntheticLabel: null,
    quoteCurrency: 'USD',
    startCapital: 10_000,
    lines: [
      { name, dayStartMs, equity },
      { name: `${name} beside`, dayStartMs, equity: equity.map((value) => value + 1) },
      { name: 'of other days', dayStartMs: dayStartMs.slice(1), equity: equity.slice(1) },
    ],
    band: null,
    monthly: { monthStartMs: [], profit: [] },
    stress: [],
    bootstrap: null,
    notes: [`${name} note`],
    verdict: null,
  }
}

it('the report of a pair run says what its published page says, in a file, with charts that hold no function', () => {
  const model = reportFixture()
  const document = pairDocument(model, evidence('simulation'), evidence('real'), { 'README.txt': 'a'.repeat(64) })
  expect(document.sections.map(({ id }) => id)).toEqual([
    ...['figures', 'gates', 'equity', 'events', 'expectancy', 'selection', 'models', 'tries', 'robustness'],
    ...['hold-out', 'data', 'ledger', 'methods', 'hashes'],
  ])
  const page = documentHtml(document, means)
  for (const text of ['UPPER BOUND', 'real note', 'a'.repeat(64), model.rerunCommand, '1,184', '15,630.42 USD'])
    expect(page).toContain(text)
  expect(page.replaceAll(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/NaN|undefined/)
  for (const { blocks } of document.sections)
    for (const block of blocks)
      if (block.kind === 'chart') {
        const { option } = block.chart('light')
        const series = Array.isArray(option.series) ? option.series : []
        expect(series.length).toBeGreaterThan(0)
        expect(JSON.stringify(series.map(({ name }) => name))).not.toContain('of other days')
        expect(JSON.parse(JSON.stringify(series))).toEqual(series)
      }
})
