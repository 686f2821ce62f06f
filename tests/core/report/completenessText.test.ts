import { describe, expect, test } from 'vitest'
import type { Completeness } from '../../../src/core/contract/download.ts'
import {
  completenessFacts,
  completenessInstantsMs,
  completenessWords,
} from '../../../src/core/report/completenessText.ts'
import { namingCheck } from '../../../src/core/report/namingCheck.ts'
import { readmeText } from '../../../src/core/report/readmeText.ts'
import { completenessFixture, summaryFixture } from './reportFixture.ts'

const fact = (name: string, change: Partial<Completeness> = {}) =>
  completenessFacts(completenessFixture(change))
    .filter((found) => found.name === name)
    .map(({ text }) => text)

describe('completenessFacts', () => {
  test.each([
    [{}, 'no: 3 expected bars'],
    [{ unexplainedBars: 0, noTradesBars: 12 }, 'yes: every expected bar is there, but for 12'],
    [{ unexplainedBars: 0, noTradesBars: 0, missingBars: 0 }, 'yes: every expected bar is there'],
    [{ expectedBars: 0, missingBars: 0, unexplainedBars: 0 }, 'not known: no bar was expected'],
  ])('the verdict first: %o', (change, text) => {
    expect(completenessFacts(completenessFixture(change))[0]).toEqual({
      name: 'Complete',
      text: expect.stringContaining(text),
    })
  })

  test('source, head, span, bars, sessions and requests in words', () => {
    expect(fact('Source')).toEqual([
      'Interactive Brokers, venue PAXOS, conId 479624278, AGGTRADES, all hours, prices not adjusted, server version 193',
    ])
    const { terms } = completenessFixture()
    const stock = {
      terms: {
        ...terms,
        regularHours: true,
        contract: { ...terms.contract, exchange: 'SMART', primaryExchange: 'ARCA' },
      },
      adjustment: 'split-adjusted' as const,
    }
    expect(fact('Source', stock)[0]).toMatch(/venue SMART \(ARCA\).*regular hours, prices adjusted for splits/)
    expect(fact('Head')).toEqual(['history begins 2021-09-15 04:00 UTC'])
    expect(fact('Head', { headTime: null })).toEqual(['the source did not say where its history begins'])
    expect(fact('Asked')).toEqual(['2021-09-15 04:00 UTC to 2026-11-21 14:00 UTC'])
    expect(fact('Bars')).toEqual(['44,988 of 45,000 expected (99.97 %); 12 missing: 9 no trades, 3 unexplained'])
    expect(fact('Bars', { expectedBars: 0, receivedBars: 0 })[0]).toContain('(n/a)')
    expect(fact('Sessions')[0]).toContain('2 bars came outside of sessions')
    expect(fact('Sessions', { sessionsKnown: false })[0]).toContain('did not give its sessions')
    expect(fact('Requests')[0]).toMatch(/^requests 145, retries 6, .*revisions 4$/)
    expect(fact('Note')).toEqual(['Volume is of this venue only.'])
  })

  test('the five longest holes of missing bars, closed sessions aside; a cut list is said to be cut', () => {
    expect(fact('Hole')).toEqual([
      '2022-02-04 04:00 UTC to 2022-02-04 07:00 UTC, 4 bars, no trades',
      '2022-02-03 03:00 UTC to 2022-02-03 05:00 UTC, 3 bars, unexplained',
      '2022-02-02 02:00 UTC to 2022-02-02 03:00 UTC, 2 bars, no trades',
      '2022-02-01 01:00 UTC to 2022-02-01 01:00 UTC, 1 bars, no trades',
      '2022-02-05 05:00 UTC to 2022-02-05 05:00 UTC, 1 bars, no trades',
    ])
    expect(fact('Holes')[0]).toMatch(/^8, closed sessions included; /)
    expect(fact('Holes', { holeCount: 30_000 })[0]).toContain(
      '30,000, closed sessions included, of which the first 8 are listed',
    )
    expect(fact('Hole', { holes: [], holeCount: 0 })).toEqual([])
  })
})

test('a bundle with a download passes the naming check with its own words and instants, and not without', () => {
  const completeness = completenessFixture()
  const text = readmeText(summaryFixture(), {
    dataText: '1h bars',
    rerunCommand: 'assay pipeline run btc_eth',
    verifyCommand: 'assay verify btc_eth --run r-1',
    chartFiles: [],
    downloads: [{ symbol: 'BTC', completeness }],
  })
  const rules = {
    allowedSymbols: ['BTC', 'ETH'],
    foreignSymbols: ['PAXOS', 'SMART', 'ZEROHASH', 'AGGTRADES'],
    hostNames: ['research-box'],
    // The run began in the minute in which the download ended.
    runClock: { startMs: Date.UTC(2026, 10, 21, 14, 0, 30), endMs: Date.UTC(2026, 10, 21, 14, 9) },
  }
  const check = (ownWords: readonly string[], dataInstantsMs: readonly number[]) =>
    namingCheck([{ name: 'README.txt', text, chunks: {} }], { ...rules, ownWords, dataInstantsMs })
  expect(check(completenessWords(completeness), completenessInstantsMs(completeness))).toEqual([])
  expect(check([], []).map(({ found }) => found)).toEqual(['PAXOS', 'AGGTRADES', '2026-11-21 14:00 UTC'])
})

test('every instant that is printed is declared', () => {
  const completeness = completenessFixture({ to: '2026-11-21T14:00:59.999Z' })
  const printed = completenessFacts(completeness)
    .flatMap(({ text }) => text.match(/\d{4}-\d\d-\d\d \d\d:\d\d/g) ?? [])
    .map((text) => Date.parse(`${text.replace(' ', 'T')}Z`))
  expect(printed.length).toBeGreaterThan(10)
  expect(printed.filter((timeMs) => !completenessInstantsMs(completeness).includes(timeMs))).toEqual([])
})
