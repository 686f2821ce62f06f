import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { block, ledgerIn, results, valueFrom } from './ledgerFixture.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const HOLD_OUT = { runId: 'one', symbols: 'BTC+ETH', spanStartMs: 100, spanEndMs: 200, configHash: 'c1' }

/** Seven entries of every kind; then `sql` is run behind the ledger's back. */
function verifyAfter(sql: string): string {
  const folder = temporaryFolder()
  const ledger = ledgerIn(folder)
  ledger.appendTrials(block('one', ['a', 'b']))
  ledger.appendResults(results('one', { a: 0.1, b: 0.2 }))
  ledger.appendTrials(block('two', ['b', 'c']))
  ledger.appendResults(results('two', { b: 0.2, c: null }))
  ledger.openHoldOut(HOLD_OUT)
  ledger.openHoldOut({ ...HOLD_OUT, runId: 'two', configHash: 'c2' })
  ledger.appendTrials(block('one', ['d'], 'iterate'))
  const other = new Database(join(folder, 'ledger.sqlite'))
  other.exec(sql)
  other.close()
  const outcome = ledger.verify()
  return outcome.ok ? 'whole' : `${outcome.trouble.code} ${/at entry (\d+)/.exec(outcome.trouble.message)?.[1]}`
}

test('untouched, it is whole', () => {
  expect(verifyAfter('')).toBe('whole')
})

describe.each([
  ['a payload edited', 'UPDATE entries SET payload = replace(payload, \'"count":2\', \'"count":1\') WHERE seq = 3', 3],
  ['a payload emptied', "UPDATE entries SET payload = 'x' WHERE seq = 2", 2],
  ['a run renamed in the chain', "UPDATE entries SET run_id = 'two' WHERE seq = 1", 1],
  ['an entry deleted', 'DELETE FROM entries WHERE seq = 4', 4],
  ['the first entry deleted', 'DELETE FROM entries WHERE seq = 1', 1],
  ['the last entry deleted', 'DELETE FROM entries WHERE seq = 7', 7],
  [
    'the last entry and its trials deleted',
    'DELETE FROM entries WHERE seq = 7; DELETE FROM trials WHERE entry_seq = 7',
    7,
  ],
  [
    'two entries swapped',
    'UPDATE entries SET seq = 99 WHERE seq = 2; UPDATE entries SET seq = 2 WHERE seq = 3; UPDATE entries SET seq = 3 WHERE seq = 99',
    2,
  ],
  [
    'an entry inserted',
    'INSERT INTO entries SELECT 8, kind, run_id, symbols, payload, (SELECT hash FROM entries WHERE seq = 7), hash FROM entries WHERE seq = 1',
    8,
  ],
  ['a trial deleted', "DELETE FROM trials WHERE run_id = 'one' AND id = 'b'", 1],
  ['a trial renamed', "UPDATE trials SET id = 'q' WHERE id = 'd'", 7],
  ['trials reordered', 'UPDATE trials SET position = 1 - position WHERE entry_seq = 1', 1],
  ['a trial given to another run', "UPDATE trials SET run_id = 'three' WHERE id = 'd'", 7],
  ['a trial moved to other symbols', "UPDATE trials SET symbols = 'SOL' WHERE id = 'c'", 3],
  ['a first recording taken away', "UPDATE trials SET is_first = 0 WHERE id = 'c'", 3],
  ['a Sharpe changed', "UPDATE trials SET sharpe = 0.05 WHERE run_id = 'one' AND id = 'a'", 2],
  ['a missing Sharpe filled in', "UPDATE trials SET sharpe = 0.05 WHERE id = 'c'", 4],
  [
    'a result taken away',
    "UPDATE trials SET sharpe = NULL, result_seq = NULL, result_position = NULL WHERE id = 'c'",
    4,
  ],
  ['a Sharpe without a result', "UPDATE trials SET sharpe = 9 WHERE id = 'd'", 8],
  ['a trial slipped in', "INSERT INTO trials VALUES ('nine', 'x', 99, 0, 'BTC+ETH', 1, NULL, NULL, NULL)", 8],
  ['an opening deleted', 'DELETE FROM openings WHERE seq = 5', 5],
  ['an opening changed', "UPDATE openings SET config_hash = 'c2' WHERE seq = 5", 5],
  ['an opening slipped in', "INSERT INTO openings VALUES (3, 'one', 'SOL', 1, 2, 'c', 1, 1)", 8],
])('%s', (_what, sql, seq) => {
  test(`is found at entry ${seq}`, () => {
    expect(verifyAfter(sql)).toBe(`ledger-broken ${seq}`)
  })
})

test('the chain does not hold clock times: the same appends give the same head in any home', () => {
  const heads = [temporaryFolder(), temporaryFolder()].map((folder) => {
    const ledger = ledgerIn(folder)
    ledger.appendTrials(block('one', ['a', 'b']))
    return valueFrom(ledger.verify()).headHash
  })
  expect(heads[0]).toBe(heads[1])
})
