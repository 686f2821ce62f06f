import { describe, expect, test } from 'vitest'
import { type NamingRules, namingCheck } from '../../../src/core/report/namingCheck.ts'

const rules: NamingRules = {
  allowedSymbols: ['BTC', 'ETH'],
  foreignSymbols: ['GC', 'ON', 'A', 'BTC-USD'],
  ownWords: [],
  hostNames: ['research-box'],
  runClock: { startMs: Date.UTC(2026, 10, 21, 14, 0), endMs: Date.UTC(2026, 10, 21, 14, 5) },
  dataInstantsMs: [Date.UTC(2026, 10, 21, 14, 1)],
}

const check = (text: string, change: Partial<NamingRules> = {}) =>
  namingCheck([{ name: 'README.txt', text, chunks: {} }], { ...rules, ...change }).map(
    ({ kind, found }) => `${kind} ${found}`,
  )

describe('namingCheck', () => {
  test.each([
    'BTC + ETH: A test on data, turned on at once. GCC is no symbol; spyglass neither.',
    'charts/01_step2_ml_simulation_btc_eth.png holds P10 / P50 / P90 and/or more',
    '<td>a</td></tr><svg xmlns="http://www.w3.org/2000/svg"><path d="M0 1L2 3"/></svg>',
    'font:15px/1.55 Inter; src:url(data:font/ttf;base64,AAEAAAA/SPY/QQQ+SPY=)',
    'The hold-out starts 2020-09-20T00:00:00Z, the last bar 2026-11-21 14:01 UTC.',
  ])('clean: %s', (text) => expect(check(text)).toEqual([]))

  test.each([
    ['hedged with SPY', 'foreign-symbol SPY'],
    ['see spy_1h_all.csv', 'foreign-symbol SPY'],
    ['see qqq.parquet', 'foreign-symbol QQQ'],
    ['step2_gc_x', 'foreign-symbol GC'],
    ['BTC-USD futures', 'foreign-symbol BTC-USD'],
    ['alias QQQ_1H_RTH_clean', 'plan-alias qqq_1h_rth_clean'],
    ['made on research-box', 'host-name research-box'],
    ['at 2026-11-21T14:03:00.123Z', 'run-time 2026-11-21T14:03:00.123Z'],
    ['at 2026-11-21 14:00 UTC', 'run-time 2026-11-21 14:00 UTC'],
    [`"t": ${Date.UTC(2026, 10, 21, 14, 2)}`, `run-time ${Date.UTC(2026, 10, 21, 14, 2)}`],
    ['"elapsedMs": 12', 'run-detail "elapsedMs":'],
    ['<td>/home/ann/Assay/x.csv</td>', 'absolute-path /home/ann/Assay/x.csv'],
    ['from ~/Assay/x.csv', 'absolute-path ~/Assay/x.csv'],
    ['from C:\\Users\\ann', 'absolute-path C:\\Users\\ann'],
    ['file:///srv/x', 'absolute-path file:///srv/x'],
  ])('found: %s', (text, finding) => expect(check(text)).toContain(finding))

  test('own symbols are no findings, in any place, even where they are common tickers or hold one', () => {
    const own = { allowedSymbols: ['QQQ', 'SPY', 'BTC-USD'], foreignSymbols: [] }
    expect(check('QQQ and spy_1h and BTC-USD', own)).toEqual([])
    expect(check('QQQ and BTC', own)).toEqual(['foreign-symbol BTC'])
  })

  test('a ticker that is a word of the published texts blocks nothing, unless it is tied into a name', () => {
    const foreignSymbols = ['IT', 'DATA', 'ML', 'ON', 'edge', 'M76', 'NVDA', 'TAPE']
    const text = 'RUN IT AGAIN. SYNTHETIC DATA. ML filter. An edge. <path d="M76 1L3 4"/> TAPE'
    expect(check(text, { foreignSymbols })).toEqual(['foreign-symbol TAPE'])
    expect(check('read from it_1h.csv', { foreignSymbols })).toEqual(['foreign-symbol IT'])
  })

  test('names of venues block nothing where the download came from them, unless they are tied into a name', () => {
    const foreignSymbols = ['PAXOS', 'SMART', 'AGGTRADES']
    const text = 'venue PAXOS, conId 479624278, AGGTRADES'
    expect(check(text, { foreignSymbols })).toEqual(['foreign-symbol PAXOS', 'foreign-symbol AGGTRADES'])
    expect(check(text, { foreignSymbols, ownWords: ['PAXOS', 'AGGTRADES'] })).toEqual([])
    expect(check('routed SMART; paxos_1h.csv', { foreignSymbols, ownWords: ['PAXOS'] })).toEqual([
      'foreign-symbol PAXOS',
      'foreign-symbol SMART',
    ])
  })

  test('PNG text chunks and file names are read too, and each finding is told once', () => {
    const found = namingCheck(
      [{ name: 'charts/x_spy_qqq.png', text: '', chunks: { Title: 'SPY SPY', Software: 'Assay' } }],
      rules,
    )
    expect(found).toEqual([
      { file: 'charts/x_spy_qqq.png', kind: 'foreign-symbol', found: 'SPY' },
      { file: 'charts/x_spy_qqq.png', kind: 'foreign-symbol', found: 'QQQ' },
      { file: 'charts/x_spy_qqq.png#Title', kind: 'foreign-symbol', found: 'SPY' },
    ])
  })
})
