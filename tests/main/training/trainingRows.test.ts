import { describe, expect, it } from 'vitest'
import type { Workspace } from '../../../src/core/contract/workspace.ts'
import { matrixFromColumns } from '../../../src/core/models/featureMatrix.ts'
import { createGuardedFiles } from '../../../src/main/adapters/files/guardedFiles.ts'
import type { StoredMatrix } from '../../../src/main/engine/matrices/storedMatrix.ts'
import { trainingRows } from '../../../src/main/engine/training/trainingRows.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()
const HOUR = 3_600_000
const START = Date.parse('2024-07-01T13:30:00.000Z')

const workspace: Workspace = {
  schemaVersion: 1,
  name: 'stocks',
  profile: 'equity',
  interval: '1h',
  quoteCurrency: 'USD',
  capital: 1,
  seed: 1,
  instruments: ['AAPL', 'MSFT'].map((symbol) => ({
    symbol,
    assetClass: 'equity',
    calendar: 'us-equity-rth',
    source: 'test',
    costs: { feeBps: 0, slippageBps: 0, borrowPerYear: 0 },
  })),
  roles: {},
}

/** Six hours of two stocks, each row's label ending two hours after its close. */
function hourly(target: (row: number) => number, holdOutStart: string | null = null): StoredMatrix {
  const rows = 12
  const timeMs = Float64Array.from({ length: rows }, (_, row) => START + Math.floor(row / 2) * HOUR)
  const passport = {
    instruments: ['AAPL', 'MSFT'],
    interval: '1h',
    holdOutStart,
    target: { task: 'classification' },
  }
  return {
    // Of a passport these rows read nothing else.
    passport: passport as unknown as StoredMatrix['passport'],
    timeMs,
    decisionMs: timeMs.map((time) => time + HOUR),
    instrument: Int32Array.from({ length: rows }, (_, row) => row % 2),
    features: matrixFromColumns(
      ['a', 'flat', 'b'],
      [0, 1, 2].map((column) => Float64Array.from({ length: rows }, (_, row) => (column === 1 ? 7 : row + column))),
    ),
    target: Float64Array.from({ length: rows }, (_, row) => target(row)),
    labelEndMs: timeMs.map((time) => time + 3 * HOUR),
  }
}

function rowsOf(matrix: StoredMatrix, columns: readonly number[] = [0, 1, 2], hours: readonly number[] | null = null) {
  const files = createGuardedFiles(freshFolder())
  return trainingRows({ files }, workspace, matrix, columns, hours)
}

function madeOf(...parts: Parameters<typeof rowsOf>) {
  const made = rowsOf(...parts)
  if (!made.ok) throw new Error(made.trouble.message)
  return made.value
}

describe('the rows of a training', () => {
  it('end before a sealed hold-out, and hold no label that ends in it', () => {
    const boundary = new Date(START + 4 * HOUR).toISOString()
    const { data, terms } = madeOf(hourly((row) => row % 2, boundary))
    expect(terms.sealedMs).toBe(START + 4 * HOUR)
    expect(data.decisionMs).toHaveLength(8)
    expect(data.table.features.rows).toBe(8)
    // Labels of the first two hours end at or before the boundary, those of the next two behind it.
    expect([...data.table.target].map(Number.isNaN)).toEqual([false, false, false, false, true, true, true, true])
    expect(data.table.features.values.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('hide targets of bars that begin out of the allowed hours of the exchange, and keep their rows', () => {
    // 13:30 UTC is 09:30 in New York in summer.
    const { data, terms } = madeOf(
      hourly((row) => row % 2),
      [0, 2],
      [9, 10],
    )
    expect([...data.table.target].map(Number.isNaN)).toEqual(Array.from({ length: 12 }, (_, row) => row >= 4))
    expect(terms.notes.join(' ')).toContain('8 rows begin out of the allowed hours')
    expect(data.table.features.names).toEqual(['a', 'b'])
    expect([...data.table.previousRow]).toEqual([-1, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  })

  it('tell columns of one value, and refuse where nothing varies or nothing is known', () => {
    expect(madeOf(hourly((row) => row % 2)).terms.notes.join(' ')).toContain(
      'Columns of one value, which teach nothing: flat',
    )
    expect(
      rowsOf(
        hourly((row) => row % 2),
        [1],
      ),
    ).toMatchObject({ ok: false, trouble: { code: 'no-varying-feature' } })
    expect(rowsOf(hourly(() => Number.NaN))).toMatchObject({ ok: false, trouble: { code: 'no-labelled-rows' } })
    expect(rowsOf(hourly((row) => row / 3))).toMatchObject({ ok: false, trouble: { code: 'target-not-a-class' } })
    expect(rowsOf(hourly(() => Number.POSITIVE_INFINITY))).toMatchObject({
      ok: false,
      trouble: { code: 'target-not-finite' },
    })
  })
})
