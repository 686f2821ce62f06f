import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Notebook } from '../../../src/core/report/notebook.ts'
import { NOTEBOOKS } from '../../../src/main/engine/exchange/writeNotebooks.ts'
import { assay } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { trainHouse } from '../training/trainScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
})

function pythonWith(...modules: readonly string[]): string | null {
  const works = (python: string) =>
    spawnSync(python, ['-c', modules.map((name) => `import ${name}`).join('\n')]).status === 0
  return ['python3', '/usr/bin/python3'].find(works) ?? null
}

const python = pythonWith('json')
const pandas = pythonWith('pandas', 'matplotlib')
if (python === null) process.stderr.write('SKIPPED for want of python3: the cells of the notebooks were not compiled\n')
if (pandas === null)
  process.stderr.write('SKIPPED for want of python3 with pandas and matplotlib: the notebooks were not run\n')

async function house() {
  const scene = await trainHouse(freshFolder())
  const path = (name: string) => join(scene.folder, 'notebooks', `${name}.ipynb`)
  const read = (name: string): Notebook => JSON.parse(readFileSync(path(name), 'utf8'))
  const write = async (...words: readonly string[]) =>
    (await assay(scene.home, 'notebook', 'stocks', ...words)).document.data
  return { ...scene, path, read, write }
}

function codeOf({ cells }: Notebook): readonly string[] {
  return cells.filter((cell) => cell.cell_type === 'code').map(({ source }) => source.join(''))
}

describe('assay notebook', () => {
  it('writes notebooks as nbformat 4.5 has them, and leaves alone what somebody changed', {
    timeout: 60_000,
  }, async () => {
    const { write, read, path } = await house()
    expect((await write()).written).toHaveLength(5)
    for (const name of NOTEBOOKS) {
      const { nbformat, nbformat_minor, cells, metadata } = read(name)
      expect([nbformat, nbformat_minor]).toEqual([4, 5])
      expect(metadata).toHaveProperty('kernelspec.name', 'python3')
      expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length)
      expect(cells[0]!.cell_type).toBe('markdown')
      for (const cell of cells) {
        expect(cell.id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/)
        expect(Object.keys(cell).toSorted()).toEqual(
          cell.cell_type === 'code'
            ? ['cell_type', 'execution_count', 'id', 'metadata', 'outputs', 'source']
            : ['cell_type', 'id', 'metadata', 'source'],
        )
        expect(cell.source.slice(0, -1).every((line) => line.endsWith('\n'))).toBe(true)
      }
      expect(JSON.stringify(cells)).not.toContain('{{')
    }
    expect((await write()).unchanged).toHaveLength(5)
    const changed = `${readFileSync(path('eda_template'), 'utf8')} `
    writeFileSync(path('eda_template'), changed)
    expect((await write()).kept).toEqual(['notebooks/eda_template.ipynb'])
    expect(readFileSync(path('eda_template'), 'utf8')).toBe(changed)
    expect((await write('--force')).written).toEqual(['notebooks/eda_template.ipynb'])
    expect(readFileSync(path('eda_template'), 'utf8')).not.toBe(changed)
  })

  it.skipIf(python === null)('has cells that Python compiles', { timeout: 60_000 }, async () => {
    const { write, read } = await house()
    await write()
    const cells = NOTEBOOKS.flatMap((name) => codeOf(read(name)))
    expect(cells.length).toBeGreaterThan(15)
    const check = 'import json, sys\nfor cell in json.load(sys.stdin): compile(cell, "cell", "exec")'
    const done = spawnSync(python!, ['-c', check], { input: JSON.stringify(cells), encoding: 'utf8' })
    expect(done.stderr).toBe('')
  })

  it.skipIf(pandas === null)('runs from end to end, and starts a backtest', { timeout: 240_000 }, async () => {
    const { home, folder, write, read, file } = await house()
    await write()
    const config = `CONFIG = ${JSON.stringify(file('own.yaml', 'instruments: [AAPL]\n'))}`
    layImportance(folder)
    const stand = layParquetReader(home)
    const main = fileURLToPath(new URL('../../../src/main/doors/cli/main.ts', import.meta.url))
    for (const name of NOTEBOOKS) {
      const script = join(home, `${name}.py`)
      writeFileSync(script, codeOf(read(name)).join('\n\n').replace('CONFIG = None', config))
      const printed = execFileSync(pandas!, [script], {
        cwd: join(folder, 'notebooks'),
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, MPLBACKEND: 'Agg', PYTHONPATH: stand, ASSAY: `${process.execPath} ${main}` },
      })
      expect(printed.length).toBeGreaterThan(100)
    }
  })
})

/** Where pandas has no reader of Parquet, DuckDB of Node stands in for that of Python. */
function layParquetReader(home: string): string {
  const folder = join(home, 'stand-in')
  mkdirSync(folder)
  if (pythonWith('pandas', 'pyarrow') === pandas || pythonWith('pandas', 'duckdb') === pandas) return folder
  writeFileSync(
    join(folder, 'convert.mjs'),
    `import { DuckDBInstance } from ${JSON.stringify(import.meta.resolve('@duckdb/node-api'))}
const connection = await (await DuckDBInstance.create()).connect()
await connection.run("COPY (SELECT * FROM read_parquet('" + process.argv[2] + "')) TO '" + process.argv[3] + "' (FORMAT csv)")
`,
  )
  writeFileSync(
    join(folder, 'duckdb.py'),
    `import re, subprocess, tempfile, pandas


class sql:
    def __init__(self, text):
        self.path = re.search("'(.*)'", text).group(1)

    def df(self):
        out = tempfile.mktemp(".csv")
        subprocess.run([${JSON.stringify(process.execPath)}, ${JSON.stringify(join(folder, 'convert.mjs'))}, self.path, out], check=True)
        return pandas.read_csv(out)
`,
  )
  return folder
}

/** What a training leaves, as far as the notebook reads it. */
function layImportance(folder: string): void {
  const artifacts = join(folder, 'models/AAPL/artifacts')
  mkdirSync(join(artifacts, 'metrics'), { recursive: true })
  writeFileSync(
    join(artifacts, 'feature_importance.csv'),
    'feature,mean_rise,deviation_over_folds,group,group_mean_rise,group_deviation_over_folds,fold_1\nRSI_14,0.1,0.02,0,,,0.1\nMACD,-0.01,,1,,,-0.01\n',
  )
  writeFileSync(
    join(artifacts, 'metrics/validation_1f0a93bc.json'),
    JSON.stringify({
      method: 'walk-forward',
      loss: 'logLoss',
      scores: {
        logLoss: {
          overFolds: { mean: 0.6, deviation: 0.1, count: 5 },
          overSeeds: { mean: 0.6, deviation: null, count: 1 },
        },
      },
      baseline: { logLoss: { mean: 0.69, deviation: 0.1, count: 5 } },
    }),
  )
}
