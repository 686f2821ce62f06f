import { describe, expect, test } from 'vitest'
import { DownloadStatus } from '../../../../src/main/engine/download/downloadStatus.ts'
import { connectionState, readDownloadNote } from '../../../../src/renderer/sections/data/downloadNote.ts'
import { symbolProgress } from '../../../../src/renderer/sections/data/symbolProgress.ts'

/** What the engine says is read as the engine says it. */
function told(act: (status: DownloadStatus) => void): string {
  const notes: string[] = []
  act(new DownloadStatus({ beat: (_stage, _done, _total, note) => notes.push(note ?? ''), note: () => {} }, () => 7))
  return notes.at(-1)!
}

describe('readDownloadNote', () => {
  test('progress of a symbol', () => {
    const text = told((status) => {
      status.begin('BTC', 'BTC')
      status.log({ event: 'sent', atMs: 0, kind: 'bars', identity: 'x', attempt: 0 })
      status.progress('walking back', 3, 74)
    })
    expect(readDownloadNote(text)).toEqual({
      symbol: 'BTC',
      done: 3,
      planned: 74,
      what: 'walking back',
      requests: 1,
      lastTenMinutes: 7,
    })
  })

  test('a wait, with brackets in its words', () => {
    const what = 'not connected for 12 s (connect ECONNREFUSED 127.0.0.1:7497); next attempt in 5 s'
    const text = told((status) => {
      status.begin('BRK.B', 'BRK.B')
      status.wait(what)
    })
    expect(readDownloadNote(text)).toMatchObject({ symbol: 'BRK.B', what })
  })

  test('before any symbol', () => {
    expect(readDownloadNote(told((status) => status.wait(null)))).toMatchObject({
      symbol: null,
      what: 'asking',
      requests: 0,
    })
  })

  test('anything else is not read', () => {
    expect(readDownloadNote('drawing the sample')).toBeNull()
  })
})

describe('connectionState', () => {
  const linked = 'BTC: connected to 127.0.0.1:7497 as client 71, server version 176, paper account'

  test('nothing said yet', () => expect(connectionState([], 'asking').state).toBe('connecting'))
  test('the newest link counts, without the symbol', () => {
    const again = 'ETH: connected again to 127.0.0.1:7497 as client 72, server version 176'
    expect(connectionState([linked, 'BTC at PAXOS', again], 'walking back')).toEqual({
      state: 'connected',
      text: 'connected again to 127.0.0.1:7497 as client 72, server version 176',
    })
  })
  test.each([
    'not connected for 3 s (refused); next attempt in 2 s',
    'the gateway lost its connection to IBKR for 4 s',
    'waiting for farm ushmds (for 10 s)',
  ])('%s', (what) => expect(connectionState([linked], what)).toEqual({ state: 'interrupted', text: what }))
  test('a polite wait is no interruption', () => {
    expect(connectionState([linked], 'waiting 8 s: polite pause').state).toBe('connected')
  })
})

describe('symbolProgress', () => {
  test('done, running, waiting', () => {
    const stages = [
      { stage: 'connect', seconds: 1 },
      { stage: 'BTC', seconds: 60 },
      { stage: 'ETH', seconds: null },
      { stage: 'SOL', seconds: null },
    ]
    const note = readDownloadNote('ETH 3/74: walking back (80 requests, 50 in the last 10 minutes)')
    expect(symbolProgress({ stages, stage: 'ETH', done: 1, total: 2 }, note)).toEqual([
      { symbol: 'BTC', state: 'done', done: 0, planned: 0 },
      { symbol: 'ETH', state: 'running', done: 3, planned: 74 },
      { symbol: 'SOL', state: 'waiting', done: 0, planned: 0 },
    ])
  })
})
