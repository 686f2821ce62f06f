import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { assay } from './backtestScene.ts'

const freshFolder = useTemporaryFolders()
const file = resolve('tests/main/l2/syntheticSpot.txt')
const scale = ['--price-decimals', '2', '--quantity-decimals', '3']
const words = ['backtest', 'book', '--file', file, ...scale]

describe('a recorded order book from the command line', () => {
  it('is replayed, says what it holds, and is one trial however often it is asked', async () => {
    const home = freshFolder()
    const sizes = ['--size', '0.01', '--most', '0.05']
    const done = await assay(home, ...words, ...sizes)
    expect(done.document.error).toBeUndefined()
    expect(done.document.data).toMatchObject({ symbol: 'TESTUSD', otherLines: 1, report: { snapshots: 1, gaps: [] } })
    expect(done.document.data.orders).toBeGreaterThan(0)
    expect((await assay(home, ...words, ...sizes)).document).toEqual(done.document)
    const ledger = await assay(home, 'ledger', 'show')
    expect(ledger.document.data.totals).toMatchObject([{ symbols: 'TESTUSD', trials: 1 }])
  })
  it('refuses what makes no sense', async () => {
    const home = freshFolder()
    const code = async (...flags: readonly string[]) => {
      const done = await assay(home, ...words, ...flags)
      expect(done.exitCode).toBe(1)
      return done.document.error.code
    }
    expect(await code('--size', '0.0001', '--most', '1')).toBe('bad-lots')
    expect(await code('--size', '0.1', '--most', '0.05')).toBe('bad-lots')
    expect(await code('--size', '0.01', '--most', '1', '--order-ms', '-1')).toBe('bad-option')
    expect(await code('--size', '0.01', '--most', '1', '--cancel-share-ahead', '2')).toBe('bad-option')
    expect(await code('--size', '0.01', '--most', '1', '--file', '/nowhere')).toBe('file-missing')
  })
})
