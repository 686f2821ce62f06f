import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { predictedMatrixSchema } from '../../../src/core/contract/workbench/modelCalls.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { assay } from '../backtests/backtestScene.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { layMatrix, trainHouse } from './trainScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

const QUICK = 'learning_curve: false\nvalidation: { n_splits: 2 }\n'
const SEAL = '2023-06-01T00:00:00.000Z'

type Line = { time: string; prediction: number; signal: number; knows: string }

function linesOf(path: string): readonly Line[] {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const [, decision, , prediction, signal, knows] = line.split(',')
    return { time: decision!, prediction: Number(prediction), signal: Number(signal), knows: knows! }
  })
}

describe('a kept model asked about a matrix', () => {
  it('gives the signals that its file defines, and marks what it learned from', { timeout: 120_000 }, async () => {
    const { home, folder, train, read, passport } = await trainHouse(freshFolder(), {
      task: 'regression',
      holdOutStart: SEAL,
    })
    const longer = await layMatrix(folder, { task: 'regression' })
    const trained = await train(`model_type: ridge\n${QUICK}`, '--id', 'sizes', '--matrix', passport.sha256.slice(0, 8))
    expect(trained.document.error).toBeUndefined()
    const { manifest, version } = trained.document.data
    const ask = (matrix: string, ...words: readonly string[]) =>
      assay(home, 'models', 'predict', 'stocks', 'sizes', '--matrix', matrix, ...words)
    const out = join(home, 'signals.csv')
    const { document } = await ask(longer.sha256.slice(0, 8), '--out', out)
    expect(document.error).toBeUndefined()
    const lines = linesOf(out)
    expect(lines).toHaveLength(longer.rows)
    const after = (limit: string) => lines.filter(({ time }) => time > limit)
    expect(lines.filter(({ knows }) => knows === 'learned').at(-1)!.time).toBe(manifest.lastTime)
    expect(lines.filter(({ knows }) => knows === 'new')).toEqual(
      lines.filter(({ time }) => Date.parse(time) >= Date.parse(manifest.labelsEnd)),
    )
    expect(document.data.rows.new).toBeGreaterThan(50)
    expect(document.data.newest[0]).toMatchObject({ symbol: 'AAPL', knows: 'new', signal: lines.at(-1)!.signal })
    // A linear model by hand, and its signal by the sizes that lie in its file.
    const file = JSON.parse(read(`models/sizes/artifacts/models/model_${version}.json`))
    const sizes: readonly number[] = file.signalSizes[0]
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b))
    for (const { prediction, signal } of after(SEAL)) {
      const smaller = sizes.filter((size) => size < Math.abs(prediction)).length
      const equal = sizes.filter((size) => size === Math.abs(prediction)).length
      expect(signal).toBeCloseTo((Math.sign(prediction) * (smaller + equal / 2)) / sizes.length, 12)
    }
    // Half of what it says of rows that it learned from lies beyond its median.
    const learned = lines.filter(({ knows }) => knows === 'learned')
    const beyond = learned.filter(({ signal }) => Math.abs(signal) > 0.5).length / learned.length
    expect(Math.abs(beyond - 0.5)).toBeLessThan(0.02)
    // Rows that were sealed when the matrix was built are not answered.
    const sealed = await ask(passport.sha256.slice(0, 8))
    expect(sealed.document.data.rows.new + sealed.document.data.rows.learned).toBeLessThan(lines.length - 50)
    expect(sealed.document.data.notes.join(' ')).toContain('sealed and left out')
    expect((await ask('latest', '--out', out)).document.error.code).toBe('file-exists')
    // The same rows below the exports of the workspace, as the window asks for them; and once more over them.
    for (const _time of [1, 2]) {
      const kept = (await ask(longer.sha256.slice(0, 8), '--export')).document.data
      expect(predictedMatrixSchema.parse(kept)).toEqual(kept)
      expect(kept).toEqual({ ...document.data, out: kept.out })
      expect(kept.out).toBe(`exports/predictions/sizes_${version}_${kept.matrix}.csv`)
      expect(read(kept.out)).toBe(readFileSync(out, 'utf8'))
    }
    expect((await ask('latest', '--export', '--out', out)).document.error.code).toBe('bad-option')
    const terminal = fakeTerminal()
    await runCli(['models', 'predict', 'stocks', 'sizes', '--home', home], terminal)
    expect(terminal.out()).toMatch(/AAPL +\d{4}-/)
  })

  it('refuses columns of another meaning', { timeout: 120_000 }, async () => {
    const { home, folder, train } = await trainHouse(freshFolder())
    await train(`model_type: logistic\n${QUICK}`, '--id', 'own')
    const other = await layMatrix(folder, { seed: 9, formula: 'another' })
    const { document } = await assay(home, 'models', 'predict', 'stocks', 'own', '--matrix', other.sha256.slice(0, 8))
    expect(document.error.code).toBe('matrix-of-other-columns')
    const fewer = await layMatrix(folder, { seed: 9, columns: 3 })
    const lacking = await assay(home, 'models', 'predict', 'stocks', 'own', '--matrix', fewer.sha256.slice(0, 8))
    expect(lacking.document.error).toMatchObject({ code: 'matrix-without-columns' })
    expect(lacking.document.error.message).toContain('volume_ratio')
  })
})

describe('a training that goes on from a version', () => {
  it('learns from later rows alone, and is refused where it cannot', { timeout: 180_000 }, async () => {
    const { home, folder, train, read, passport } = await trainHouse(freshFolder(), { holdOutStart: SEAL })
    const longer = await layMatrix(folder, {})
    const trees = `model_type: xgboost\nparameters: { n_estimators: 20, max_depth: 2 }\n${QUICK}`
    const first = await train(trees, '--id', 'grown', '--matrix', passport.sha256.slice(0, 8))
    expect(first.document.error).toBeUndefined()
    const on = ['--matrix', longer.sha256.slice(0, 8), '--id', 'grown'] as const
    const goneOn = await train(trees, ...on, '--from', `grown@${first.document.data.version}`)
    expect(goneOn.document.error).toBeUndefined()
    const { manifest, version, report } = goneOn.document.data
    expect(manifest.from).toMatchObject({ modelId: 'grown', sha256: first.document.data.manifest.sha256 })
    expect(Date.parse(manifest.firstTime)).toBeGreaterThanOrEqual(Date.parse(first.document.data.manifest.labelsEnd))
    expect(report.folds[0].trainFrom >= first.document.data.manifest.labelsEnd).toBe(true)
    const treesOf = (name: string) =>
      JSON.parse(read(`models/grown/artifacts/models/model_${name}.json`)).models[0].trees
    expect(treesOf(version)).toHaveLength(40)
    expect(treesOf(version).slice(0, 20)).toEqual(treesOf(first.document.data.version))
    const anew = await train(trees, ...on)
    expect(anew.document.data.version).not.toBe(version)
    expect(anew.document.data.manifest.from).toBeNull()
    const refused = async (spec: string, ...words: readonly string[]) =>
      (await train(`${spec}${QUICK}`, ...on, '--from', 'grown', ...words)).document.error
    expect(await refused('model_type: logistic\n')).toMatchObject({ code: 'cannot-continue' })
    expect((await refused('model_type: lightgbm\n')).message).toContain('it is a xgboost')
    expect((await refused('model_type: xgboost\nfeatures_to_use: [RSI]\n')).message).toContain('its columns are')
    expect(await refused('model_type: xgboost\n', '--from', 'grwon')).toMatchObject({ code: 'model-missing' })
    const shown = await assay(home, 'models', 'show', 'stocks', `grown@${version}`)
    expect(shown.document.data.manifest.notes.join(' ')).toContain('it learns from later ones alone')
  })
})
