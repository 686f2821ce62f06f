import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it } from 'vitest'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { trainHouse } from '../training/trainScene.ts'

const freshFolder = useTemporaryFolders()

async function matrixPath(): Promise<string> {
  const { folder } = await trainHouse(freshFolder())
  const file = readdirSync(join(folder, 'matrices')).find((name) => name.endsWith('.parquet'))!
  return join(folder, 'matrices', file)
}

it('DuckDB opens a matrix with moments (UTC), texts and doubles', { timeout: 60_000 }, async () => {
  const path = await matrixPath()
  const connection = await (await DuckDBInstance.create()).connect()
  const reader = await connection.runAndReadAll(`DESCRIBE SELECT * FROM read_parquet('${path}')`)
  const types = Object.fromEntries(reader.getRowObjectsJson().map((row) => [row.column_name, row.column_type]))
  expect(types).toMatchObject({
    time: 'TIMESTAMP',
    decision_time: 'TIMESTAMP',
    instrument: 'VARCHAR',
    RSI_14: 'DOUBLE',
    target: 'DOUBLE',
    label_end: 'TIMESTAMP',
    uniqueness: 'DOUBLE',
  })
  connection.closeSync()
})

const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import pandas, pyarrow']).status === 0,
)
if (python === undefined)
  process.stderr.write('SKIPPED for want of python3 with pandas and pyarrow: a matrix in pandas\n')

it.skipIf(python === undefined)('pandas opens a matrix', { timeout: 60_000 }, async () => {
  const code = 'import pandas, sys; print(pandas.read_parquet(sys.argv[1]).dtypes.to_string())'
  const done = spawnSync(python!, ['-c', code, await matrixPath()], { encoding: 'utf8' })
  expect(done.stdout).toMatch(/^time +datetime64\[.s\]$/m)
  expect(done.stdout).toMatch(/^RSI_14 +float64$/m)
})
