import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { openLedger } from '../../../src/main/adapters/sqlite/ledger.ts'
import { LEDGER_SCHEMA } from '../../../src/main/adapters/sqlite/ledgerSchema.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { block, codeOf, ledgerIn, results, SPAN, valueFrom } from './ledgerFixture.ts'

const freshFolder = useTemporaryFolders()

function many(runId: string, name: string, names: readonly string[], symbols = 'BTC+ETH') {
  return { runId, name, symbols, interval: '1h', span: SPAN, stage: 'sweep', ids: names.map((text) => sha256(text)) }
}

describe('blocks of trials', () => {
  it('are counted once, whoever records them, and come to the same sums as single trials', () => {
    const ledger = ledgerIn(freshFolder())
    expect(valueFrom(ledger.appendTrialBlock(many('one', 'w0', ['a', 'b', 'c'])))).toEqual({ added: 3 })
    expect(valueFrom(ledger.appendTrialBlock(many('one', 'w0', ['a', 'b', 'c'])))).toEqual({ added: 0 })
    const basis = valueFrom(ledger.basisFor('BTC+ETH', 'two'))
    expect(basis).toMatchObject({ trials: 3, sharpeCount: 0 })
    expect(valueFrom(ledger.appendTrialBlock(many('two', 'w0', ['d', 'b'])))).toEqual({ added: 1 })
    ledger.appendTrials(block('three', ['single']))
    ledger.appendResults(results('three', { single: 0.5 }))
    valueFrom(ledger.appendResultBlock({ runId: 'one', name: 'w0', sharpes: Float64Array.of(0.1, Number.NaN, 0.3) }))
    valueFrom(ledger.appendResultBlock({ runId: 'two', name: 'w0', sharpes: Float64Array.of(0.7, 0.2) }))
    expect(valueFrom(ledger.ownTrials('BTC+ETH', 'two', basis))).toEqual({
      trials: 1,
      sharpeCount: 1,
      sharpeSum: 0.7,
      sharpeSumSquares: 0.7 * 0.7,
    })
    expect(valueFrom(ledger.basisFor('BTC+ETH', 'two'))).toMatchObject({ trials: 4, sharpeCount: 3 })
    expect(valueFrom(ledger.totals())).toEqual([{ symbols: 'BTC+ETH', runs: 3, trials: 5, openings: 0 }])
    expect(valueFrom(ledger.verify())).toMatchObject({ entries: 6, trials: 5 })
    ledger.close()
  })

  it('count as a run’s own what others recorded after its basis was taken', () => {
    const ledger = ledgerIn(freshFolder())
    const basis = valueFrom(ledger.basisFor('BTC+ETH', 'late'))
    ledger.appendTrialBlock(many('quick', 'w0', ['a', 'b']))
    ledger.appendTrialBlock(many('late', 'w0', ['a', 'c']))
    expect(valueFrom(ledger.ownTrials('BTC+ETH', 'late', basis))).toMatchObject({ trials: 2 })
  })

  it('refuse other trials and other results under the same name', () => {
    const ledger = ledgerIn(freshFolder())
    ledger.appendTrialBlock(many('one', 'w0', ['a']))
    expect(codeOf(ledger.appendTrialBlock(many('one', 'w0', ['b'])))).toBe('trial-block-conflict')
    expect(codeOf(ledger.appendResultBlock({ runId: 'one', name: 'w0', sharpes: Float64Array.of(1) }))).toBe('ok')
    expect(codeOf(ledger.appendResultBlock({ runId: 'one', name: 'w0', sharpes: Float64Array.of(1) }))).toBe('ok')
    expect(codeOf(ledger.appendResultBlock({ runId: 'one', name: 'w0', sharpes: Float64Array.of(2) }))).toBe(
      'trial-result-conflict',
    )
  })

  it.each([
    ['an id changed', 'UPDATE trial_blocks SET ids = zeroblob(32)'],
    ['a first recording taken away', 'UPDATE trial_blocks SET firsts = zeroblob(2)'],
    ['a count changed', 'UPDATE trial_blocks SET added = 1'],
    ['a result changed', 'UPDATE trial_blocks SET sharpes = zeroblob(16)'],
    ['a result taken away', 'UPDATE trial_blocks SET sharpes = NULL, result_seq = NULL'],
    ['a trial moved to other symbols', "UPDATE trial_blocks SET symbols = 'X'"],
    ['a trial of the index removed', 'DELETE FROM block_trials WHERE id = (SELECT id FROM block_trials LIMIT 1)'],
    ['a trial of the index added', "INSERT INTO block_trials VALUES (x'00', 1)"],
    ['a block removed', 'DELETE FROM trial_blocks'],
  ])('are found out: %s', (_what, sql) => {
    const folder = freshFolder()
    const ledger = ledgerIn(folder)
    ledger.appendTrialBlock(many('one', 'w0', ['a', 'b']))
    ledger.appendResultBlock({ runId: 'one', name: 'w0', sharpes: Float64Array.of(0.5, 0.25) })
    expect(codeOf(ledger.verify())).toBe('ok')
    ledger.close()
    const database = new Database(join(folder, 'ledger.sqlite'))
    database.exec(sql)
    database.close()
    const again = ledgerIn(folder)
    expect(codeOf(again.verify())).toBe('ledger-broken')
    again.close()
  })
})

describe('a ledger of before there were blocks', () => {
  it('is read as it is, and gets them when it is written to', () => {
    const folder = freshFolder()
    const path = join(folder, 'ledger.sqlite')
    const old = new Database(path)
    old.pragma('journal_mode = WAL')
    old.exec(LEDGER_SCHEMA)
    old.pragma('user_version = 1')
    old.close()
    const reader = valueFrom(openLedger({ path, mode: 'read', hash: sha256 }))
    expect(valueFrom(reader.verify())).toMatchObject({ entries: 0, trials: 0 })
    expect(valueFrom(reader.basisFor('BTC+ETH', 'one'))).toMatchObject({ trials: 0 })
    reader.close()
    const writer = ledgerIn(folder)
    writer.appendTrials(block('one', ['a']))
    writer.appendTrialBlock(many('two', 'w0', ['b']))
    expect(valueFrom(writer.verify())).toMatchObject({ trials: 2 })
    writer.close()
  })
})
