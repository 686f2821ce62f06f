import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { TrialTotals } from '../../../src/core/contract/ledger.ts'
import { countedFor } from '../../../src/core/job/countedFor.ts'
import { sha256 } from '../../../src/main/adapters/hash/sha256.ts'
import { openLedger } from '../../../src/main/adapters/sqlite/ledger.ts'
import { appendEntry } from '../../../src/main/adapters/sqlite/ledgerChain.ts'
import type { Ledger } from '../../../src/main/engine/ports/ledger.ts'
import { block, codeOf, ledgerIn, results, SPAN, valueFrom } from './ledgerFixture.ts'
import { temporaryFolder } from './temporaryFolder.ts'

const PAIR = 'BTC+ETH'

describe('trials', () => {
  test('a known id adds nothing and keeps the run that recorded it first', () => {
    const ledger = ledgerIn(temporaryFolder())
    expect(valueFrom(ledger.appendTrials(block('one', ['a', 'b', 'a'])))).toEqual({ added: 2 })
    expect(valueFrom(ledger.appendTrials(block('two', ['b', 'c'])))).toEqual({ added: 1 })
    expect(valueFrom(ledger.totals())).toEqual([{ symbols: PAIR, trials: 3, runs: 2, openings: 0 }])
    const basis = valueFrom(ledger.basisFor(PAIR, 'three'))
    expect(basis).toEqual({ throughSeq: 2, trials: 3, sharpeCount: 0, sharpeSum: 0, sharpeSumSquares: 0 })
  })

  test('the same block again adds nothing, not even an entry', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a', 'b']))
    ledger.appendResults(results('one', { a: 0.1, b: null }))
    const before = valueFrom(ledger.verify())
    expect(valueFrom(ledger.appendTrials(block('one', ['a', 'b'])))).toEqual({ added: 0 })
    expect(valueFrom(ledger.appendResults(results('one', { a: 0.1, b: null })))).toEqual({ added: 0 })
    expect(valueFrom(ledger.verify())).toEqual(before)
    expect(before).toMatchObject({ entries: 2, trials: 2 })
  })

  test('what has no instrument in common is counted apart', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a', 'b']))
    ledger.appendTrials({ ...block('two', ['c']), symbols: 'QQQ+SPY' })
    expect(valueFrom(ledger.basisFor('QQQ+SPY', 'x')).trials).toBe(1)
    expect(valueFrom(ledger.basisFor(PAIR, 'x')).trials).toBe(2)
    expect(valueFrom(ledger.basisFor('SOL', 'x')).trials).toBe(0)
    expect(valueFrom(ledger.basisFor('BT+QQ', 'x')).trials).toBe(0)
  })

  test('sums of the basis and of the own trials, in plan order', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a', 'b', 'c']))
    ledger.appendResults(results('one', { c: 0.3, a: 0.1, b: null }))
    const basis = valueFrom(ledger.basisFor(PAIR, 'two'))
    expect(basis).toEqual({
      throughSeq: 2,
      trials: 3,
      sharpeCount: 2,
      sharpeSum: 0.1 + 0.3,
      sharpeSumSquares: 0.1 * 0.1 + 0.3 * 0.3,
    })
    ledger.appendTrials(block('two', ['c', 'd', 'e']))
    ledger.appendResults(results('two', { c: 0.3, e: -0.2, d: 0.5 }))
    expect(valueFrom(ledger.ownTrials(PAIR, 'two', basis))).toEqual({
      trials: 2,
      sharpeCount: 2,
      sharpeSum: 0.5 + -0.2,
      sharpeSumSquares: 0.5 * 0.5 + -0.2 * -0.2,
    })
    const again = valueFrom(ledger.basisFor(PAIR, 'one'))
    expect(again).toMatchObject({ trials: 2, sharpeCount: 2 })
  })

  test('a run that was interrupted counts the same when another run records the same ids in between', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('earlier', ['z']))
    const basis = valueFrom(ledger.basisFor(PAIR, 'one'))
    ledger.appendTrials(block('one', ['a', 'b']))
    ledger.appendTrials(block('two', ['a', 'b', 'c', 'd']))
    ledger.appendResults(results('two', { a: 1, b: 2, c: 3, d: 4 }))
    ledger.appendTrials(block('one', ['a', 'b']))
    ledger.appendTrials(block('one', ['z', 'c', 'e']))
    ledger.appendResults(results('one', { a: 1, b: 2, z: 0, c: 3, e: 5 }))
    expect(valueFrom(ledger.ownTrials(PAIR, 'one', basis))).toEqual({
      trials: 4,
      sharpeCount: 4,
      sharpeSum: 11,
      sharpeSumSquares: 39,
    })
    expect(basis.trials).toBe(1)
  })

  test('a run whose workspace was removed keeps its own trials when it asks for its basis again', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a', 'b']))
    ledger.appendTrials(block('two', ['b', 'c']))
    const basis = valueFrom(ledger.basisFor(PAIR, 'one'))
    expect(basis.trials).toBe(1)
    expect(valueFrom(ledger.ownTrials(PAIR, 'one', basis)).trials).toBe(2)
  })

  test('trials of a run that died before its results get their Sharpe from the run that evaluated them', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('died', ['a', 'b']))
    ledger.appendTrials(block('two', ['a']))
    ledger.appendResults(results('two', { a: 0.25 }))
    expect(valueFrom(ledger.basisFor(PAIR, 'three'))).toMatchObject({ trials: 2, sharpeCount: 1, sharpeSum: 0.25 })
  })

  test('another result for the same trial of the same run is refused, and nothing is written', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a', 'b']))
    ledger.appendResults(results('one', { a: 0.1 }))
    expect(codeOf(ledger.appendResults(results('one', { b: 0.3, a: 0.2 })))).toBe('trial-result-conflict')
    expect(codeOf(ledger.appendResults(results('one', { a: null })))).toBe('trial-result-conflict')
    expect(valueFrom(ledger.verify()).entries).toBe(2)
  })

  test('a result without its trial, or not a number, is a bug', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a']))
    expect(() => ledger.appendResults(results('two', { a: 0.1 }))).toThrow('not recorded')
    expect(() => ledger.appendResults(results('one', { a: Number.NaN }))).toThrow('NaN')
  })
})

/** Of what a property test puts down: `single` one after the other, or `many` as a block. */
type Recorded = {
  readonly runId: string
  readonly key: string
  readonly many: boolean
  readonly trials: readonly number[]
}

const KEYS = ['A', 'A+B', 'B', 'B+C', 'C', 'D']
const recordedArbitrary: fc.Arbitrary<Recorded> = fc.record({
  runId: fc.constantFrom('other', 'another', 'own'),
  key: fc.constantFrom(...KEYS),
  many: fc.boolean(),
  trials: fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 1, maxLength: 5 }),
})
/** The symbols are part of an id, as in `trialId`. */
const idOf = ({ key, many }: Recorded, trial: number) => sha256(`${key} ${many} ${trial}`)
/** Eighths, of which sums are exact. */
const sharpeOf = ({ key, many }: Recorded, trial: number) => (trial * 3 + KEYS.indexOf(key) - (many ? 9 : 0)) / 8

function put(ledger: Ledger, recorded: Recorded, at: number): void {
  const { runId, key: symbols, many, trials } = recorded
  const stage = many ? 'sweep' : 'select'
  const common = {
    runId,
    symbols,
    interval: '1h',
    span: SPAN,
    stage,
    ids: trials.map((trial) => idOf(recorded, trial)),
  }
  const sharpes = trials.map((trial) => sharpeOf(recorded, trial))
  if (many) {
    valueFrom(ledger.appendTrialBlock({ ...common, name: `w${at}` }))
    valueFrom(ledger.appendResultBlock({ runId, name: `w${at}`, sharpes: Float64Array.from(sharpes) }))
  } else {
    valueFrom(ledger.appendTrials(common))
    const results = common.ids.map((id, place) => ({ id, sharpe: sharpes[place]! }))
    valueFrom(ledger.appendResults({ runId, symbols, stage, sharpes: results }))
  }
}

/** Distinct trials of those with an instrument of `key`, counted as one would by hand. */
function sumsByHand(key: string, all: readonly Recorded[]) {
  const wanted = key.split('+')
  const counted = all.filter((recorded) => [...recorded.key].some((symbol) => wanted.includes(symbol)))
  const found = new Map(
    counted.flatMap((recorded) =>
      recorded.trials.map((trial) => [idOf(recorded, trial), sharpeOf(recorded, trial)] as const),
    ),
  )
  const sharpes = [...found.values()]
  return {
    trials: sharpes.length,
    sharpeCount: sharpes.length,
    sharpeSum: sharpes.reduce((sum, sharpe) => sum + sharpe, 0),
    sharpeSumSquares: sharpes.reduce((sum, sharpe) => sum + sharpe * sharpe, 0),
  }
}

const partsOf = (basis: TrialTotals, own: TrialTotals) => ({
  trials: basis.trials + own.trials,
  sharpeCount: basis.sharpeCount + own.sharpeCount,
  sharpeSum: basis.sharpeSum + own.sharpeSum,
  sharpeSumSquares: basis.sharpeSumSquares + own.sharpeSumSquares,
})

test('what counts for a key is every trial that shares an instrument, once; and for a run the same whatever others record in between', () => {
  const earlier = fc.array(
    recordedArbitrary.filter(({ runId }) => runId !== 'own'),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(
      earlier,
      fc.array(recordedArbitrary, { maxLength: 8 }),
      fc.constantFrom(...KEYS),
      (before, after, key) => {
        const ledger = valueFrom(openLedger({ path: ':memory:', mode: 'write', hash: sha256 }))
        for (const [at, recorded] of before.entries()) put(ledger, recorded, at)
        const basis = valueFrom(ledger.basisFor(key, 'own'))
        expect(basis).toMatchObject(sumsByHand(key, before))
        for (const [at, recorded] of after.entries()) put(ledger, recorded, before.length + at)
        const own = valueFrom(ledger.ownTrials(key, 'own', basis))
        const ofRun = after.filter(({ runId }) => runId === 'own')
        expect(partsOf(basis, own)).toEqual(sumsByHand(key, [...before, ...ofRun]))
        const everything = sumsByHand(key, [...before, ...after])
        expect(valueFrom(ledger.basisFor(key, ''))).toMatchObject(everything)
        expect(countedFor(key, valueFrom(ledger.recorded()))).toEqual(everything)
        ledger.close()
      },
    ),
    { numRuns: 100 },
  )
})

describe('hold-out openings', () => {
  const open = (runId: string, configHash: string, spanStartMs = 100, spanEndMs = 200, symbols = PAIR) => ({
    runId,
    configHash,
    spanStartMs,
    spanEndMs,
    symbols,
  })

  test('the same opening again is no new one, later bars included; another configuration is', () => {
    const ledger = ledgerIn(temporaryFolder())
    expect(valueFrom(ledger.openHoldOut(open('one', 'c1')))).toEqual({ openings: 1, isNew: true })
    expect(valueFrom(ledger.openHoldOut(open('one', 'c1')))).toEqual({ openings: 1, isNew: false })
    expect(valueFrom(ledger.openHoldOut(open('two', 'c1', 100, 300)))).toEqual({ openings: 1, isNew: false })
    expect(valueFrom(ledger.openHoldOut(open('three', 'c2', 100, 300)))).toEqual({ openings: 2, isNew: true })
    expect(valueFrom(ledger.verify()).openings).toBe(2)
  })

  test('a run is told again what it was told first; a new run of an old configuration sees all openings', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.openHoldOut(open('one', 'c1'))
    ledger.openHoldOut(open('two', 'c2'))
    expect(valueFrom(ledger.openHoldOut(open('one', 'c1')))).toEqual({ openings: 1, isNew: false })
    expect(valueFrom(ledger.openHoldOut(open('later', 'c1', 100, 400)))).toEqual({ openings: 2, isNew: false })
  })

  test('only overlapping spans count; a moved boundary is a new opening', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.openHoldOut(open('one', 'c1', 100, 200))
    expect(valueFrom(ledger.openHoldOut(open('two', 'c1', 200, 300)))).toEqual({ openings: 1, isNew: true })
    expect(valueFrom(ledger.openHoldOut(open('three', 'c1', 150, 260)))).toEqual({ openings: 3, isNew: true })
    expect(valueFrom(ledger.openHoldOut(open('four', 'c1', 150, 260, 'SOL')))).toEqual({ openings: 1, isNew: true })
  })
})

describe('hold-out openings on other keys', () => {
  const look = (runId: string, symbols: string, configHash = 'c1', spanStartMs = 100) => ({
    runId,
    symbols,
    configHash,
    spanStartMs,
    spanEndMs: 200,
  })

  test('count where they share an instrument, the same configuration too', () => {
    const ledger = ledgerIn(temporaryFolder())
    const opened = (...words: Parameters<typeof look>) => valueFrom(ledger.openHoldOut(look(...words)))
    expect(opened('one', 'BTC')).toEqual({ openings: 1, isNew: true })
    expect(opened('two', PAIR)).toEqual({ openings: 2, isNew: true })
    expect(opened('three', 'ETH', 'c2')).toEqual({ openings: 2, isNew: true })
    expect(opened('four', 'BTC+SOL')).toEqual({ openings: 3, isNew: true })
    expect(opened('five', 'ETHW')).toEqual({ openings: 1, isNew: true })
    expect(opened('two', PAIR)).toEqual({ openings: 2, isNew: false })
    expect(valueFrom(ledger.verify()).openings).toBe(5)
  })

  test('a run that goes through several hold-outs at once looks once', () => {
    const ledger = ledgerIn(temporaryFolder())
    expect(valueFrom(ledger.openHoldOut(look('one', 'BTC'))).openings).toBe(1)
    expect(valueFrom(ledger.openHoldOut(look('one', PAIR, 'c1', 120))).openings).toBe(1)
    expect(valueFrom(ledger.openHoldOut(look('two', 'ETH', 'c2'))).openings).toBe(2)
    expect(codeOf(ledger.verify())).toBe('ok')
  })

  test('that were counted by key alone, before 0.5.0, stay as told and stay whole', () => {
    const folder = temporaryFolder()
    const told = (openings: number) => {
      const database = new Database(join(folder, 'ledger.sqlite'))
      const { runId, symbols, ...rest } = look('old', PAIR, 'c0')
      const payload = { ...rest, openings, isNew: true }
      const seq = appendEntry(database, sha256, { kind: 'opening', runId, symbols, payload })
      const row = [seq, runId, symbols, rest.spanStartMs, rest.spanEndMs, rest.configHash, openings, 1]
      database.prepare('INSERT INTO openings VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(...row)
      database.close()
    }
    const ledger = ledgerIn(folder)
    valueFrom(ledger.openHoldOut(look('one', 'BTC')))
    told(1)
    expect(codeOf(ledger.verify())).toBe('ok')
    expect(valueFrom(ledger.openHoldOut(look('old', PAIR, 'c0')))).toEqual({ openings: 1, isNew: false })
    expect(valueFrom(ledger.openHoldOut(look('two', 'ETH')))).toEqual({ openings: 2, isNew: true })
    expect(codeOf(ledger.verify())).toBe('ok')
    ledger.close()
    told(2)
    expect(codeOf(ledgerIn(folder).verify())).toBe('ledger-broken')
  })
})

describe('the file', () => {
  test('what is no database is refused and left as it is', () => {
    const path = join(temporaryFolder(), 'ledger.sqlite')
    const text = 'not a database, but long enough to be read as a header of one. '.repeat(20)
    writeFileSync(path, text)
    expect(codeOf(attemptOpen(path))).toBe('ledger-unreadable')
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  test('a file of a newer version is refused', () => {
    const folder = temporaryFolder()
    ledgerIn(folder).close()
    const path = join(folder, 'ledger.sqlite')
    const other = new Database(path)
    other.pragma('user_version = 3')
    other.close()
    expect(codeOf(attemptOpen(path))).toBe('ledger-too-new')
  })

  test('a folder that is not there', () => {
    const path = join(temporaryFolder(), 'missing', 'ledger.sqlite')
    expect(codeOf(attemptOpen(path))).toBe('folder-missing')
  })

  test('reading where nothing was recorded gives an empty ledger and makes no file', () => {
    const path = join(temporaryFolder(), 'ledger.sqlite')
    const ledger = valueFrom(openLedger({ path, mode: 'read', hash: sha256 }))
    expect(valueFrom(ledger.verify())).toMatchObject({ entries: 0, trials: 0 })
    expect(valueFrom(ledger.entries({}))).toEqual([])
    ledger.close()
    expect(existsSync(path)).toBe(false)
    writeFileSync(path, '')
    expect(valueFrom(valueFrom(openLedger({ path, mode: 'read', hash: sha256 })).totals())).toEqual([])
  })

  test('entries can be filtered, newest last', () => {
    const ledger = ledgerIn(temporaryFolder())
    ledger.appendTrials(block('one', ['a']))
    ledger.appendResults(results('one', { a: 0.1 }))
    ledger.appendTrials(block('two', ['b']))
    const seqs = (filter: Parameters<typeof ledger.entries>[0]) =>
      valueFrom(ledger.entries(filter)).map((entry) => entry.seq)
    expect(seqs({})).toEqual([1, 2, 3])
    expect(seqs({ runId: 'one' })).toEqual([1, 2])
    expect(seqs({ kind: 'trials', limit: 1 })).toEqual([3])
    expect(seqs({ symbols: 'SOL' })).toEqual([])
    expect(seqs({ symbols: 'ETH+SOL', limit: 2 })).toEqual([2, 3])
  })
})

function attemptOpen(path: string) {
  return openLedger({ path, mode: 'write', hash: sha256 })
}
