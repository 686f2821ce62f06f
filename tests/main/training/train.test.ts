import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { assay } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { LOGISTIC, layMatrix, trainHouse } from './trainScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

/** Every file below a folder, as hex, by its path. */
function bytesBelow(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length), readFileSync(path, 'hex')]),
  )
}

describe('assay train', () => {
  it('leaves a folder of a model, whose predictions a backtest and a sweep trade', { timeout: 120_000 }, async () => {
    const { home, folder, train, read, file, config } = await trainHouse(freshFolder())
    const { document, exitCode } = await train(LOGISTIC)
    expect(document.error).toBeUndefined()
    expect(exitCode).toBe(0)
    const { version, modelId, manifest, report, current } = document.data
    expect(modelId).toBe('AAPL_equity_1d_daily')
    expect(current).toBe(true)
    expect(readdirSync(join(folder, 'models', modelId), { recursive: true }).toSorted()).toEqual(
      [
        'artifacts',
        'artifacts/feature_importance.csv',
        'artifacts/metrics',
        `artifacts/metrics/validation_${version}.json`,
        'artifacts/models',
        ...['config', 'model', 'scaler'].map((name) => `artifacts/models/${name}_${version}.json`),
        'artifacts/plots',
        'artifacts/plots/feature_importance.png',
        'artifacts/plots/learning_curve.png',
        'predictions.json',
        'predictions.parquet',
        'versions',
        `versions/${version}`,
        ...[
          'complete.json',
          'feature_importance.csv',
          'feature_importance.png',
          'learning_curve.png',
          'ledger.json',
          'predictions.json',
          'predictions.parquet',
        ].map((name) => `versions/${version}/${name}`),
      ].toSorted(),
    )
    expect(manifest.assumptions.map(({ field }: { field: string }) => field)).toContain('validation.n_splits')
    expect(report.folds).toHaveLength(5)
    expect(report.importance.rows[0].feature).toBe('RSI_14')
    expect(report.trials).toEqual({ own: 1, before: 0 })
    expect(read(`models/${modelId}/artifacts/feature_importance.csv`).split('\n')[1]).toMatch(/^RSI_14,/)
    const backtest = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--model', modelId)
    expect(backtest.document.error).toBeUndefined()
    expect(backtest.document.data.manifest.predictions.trained).toMatchObject({
      version,
      matrixSha256: manifest.matrix.sha256,
    })
    const pinned = await assay(
      home,
      'backtest',
      'run',
      'stocks',
      '--config',
      config,
      '--model',
      `${modelId}@${version}`,
    )
    expect(pinned.document.data.metrics.performance).toEqual(backtest.document.data.metrics.performance)
    const sweep = file('sweep.yaml', `model_id: ${modelId}\nparameter_grid:\n  entry_threshold: [0.2, 0.5]\n`)
    const swept = await assay(home, 'sweep', 'run', 'stocks', '--spec', sweep, '--workers', '1')
    expect(swept.document.error).toBeUndefined()
    await assay(home, 'leaderboard', 'update')
    const entry = await assay(home, 'leaderboard', 'entry', backtest.document.data.backtestId)
    expect(entry.document.data.entry.matrixHash).toBe(manifest.matrix.sha256)
  })

  it('makes the same bytes with one worker and two, anew and gone on with', { timeout: 180_000 }, async () => {
    const spec =
      'model_type: logistic\nsearch: { method: tpe, draws: 5, n_splits: 2 }\nlearning_curve: false\nvalidation: { n_splits: 2 }\n'
    const first = await trainHouse(freshFolder())
    const one = await first.train(spec)
    expect(one.document.error).toBeUndefined()
    const second = await trainHouse(freshFolder())
    const two = await assay(
      second.home,
      'train',
      'stocks',
      '--config',
      second.file('train.yaml', spec),
      '--workers',
      '2',
    )
    expect(two.document.error).toBeUndefined()
    expect(two.document.data.version).toBe(one.document.data.version)
    expect(bytesBelow(join(second.folder, 'models'))).toEqual(bytesBelow(join(first.folder, 'models')))
    const before = bytesBelow(join(first.folder, 'models'))
    const again = await first.train(spec)
    expect(again.document.data.unchanged).toBe(true)
    const { modelId, version } = one.document.data
    rmSync(join(first.folder, `models/${modelId}/versions/${version}/complete.json`))
    const goneOn = await first.train(spec)
    expect(goneOn.document.data.unchanged).toBe(false)
    expect(bytesBelow(join(first.folder, 'models'))).toEqual(before)
  })

  // Three fits: with two workers the last one has both threads, and enough columns that they are woken.
  it('makes the same trees with one thread and two, and again', { timeout: 240_000 }, async () => {
    const spec =
      'model_type: xgboost\nparameters: { n_estimators: 30, subsample: 0.8, colsample_bytree: 0.7 }\nlearning_curve: false\nvalidation: { n_splits: 2 }\n'
    const made: Record<string, string>[] = []
    for (const workers of ['1', '2', '2', '3']) {
      const { home, folder, file } = await trainHouse(freshFolder(), { columns: 60 })
      const words = ['train', 'stocks', '--config', file('train.yaml', spec), '--workers', workers]
      const { document } = await assay(home, ...words)
      expect(document.error).toBeUndefined()
      made.push(bytesBelow(join(folder, 'models')))
    }
    expect(Object.keys(made[0]!).some((name) => name.includes('predictions.parquet'))).toBe(true)
    for (const other of made.slice(1)) expect(other).toEqual(made[0])
  })

  it('records a trial for each draw and training part, once', { timeout: 120_000 }, async () => {
    const { home, train } = await trainHouse(freshFolder())
    const spec =
      'model_type: logistic\nsearch: { method: random, draws: 4, n_splits: 2 }\nlearning_curve: false\nvalidation: { n_splits: 2 }\n'
    const done = await train(spec)
    expect(done.document.data.report.trials).toEqual({ own: 4 * 3, before: 0 })
    const checked = await assay(home, 'ledger', 'verify')
    expect(checked.exitCode).toBe(0)
    // Other seeds of the same configurations are no new trials of the search.
    const other = await train(`${spec}calibration: platt\n`)
    expect(other.document.data.report.trials).toEqual({ own: 4 * 3, before: 4 * 3 })
  })

  it('never sees a sealed row', { timeout: 120_000 }, async () => {
    const { folder, train, read } = await trainHouse(freshFolder())
    const boundary = Date.parse('2023-06-01T13:30:00Z')
    writeFileSync(
      join(folder, 'hold-out.json'),
      JSON.stringify({ schemaVersion: 1, boundariesMs: { 'AAPL 1d': boundary } }),
    )
    const { document } = await train(LOGISTIC)
    expect(document.error).toBeUndefined()
    const { manifest, modelId } = document.data
    expect(manifest.holdOut.sealedFrom).toBe('2023-06-01T13:30:00.000Z')
    expect(Date.parse(manifest.lastTime)).toBeLessThan(boundary)
    const passport = JSON.parse(read(`models/${modelId}/predictions.json`))
    expect(Date.parse(passport.symbols[0].lastTime)).toBeLessThan(boundary)
  })

  it('refuses what it should not learn from', { timeout: 120_000 }, async () => {
    const { train, folder, passport } = await trainHouse(freshFolder(), { trusted: false })
    const codeOf = async (spec: string, ...words: readonly string[]) =>
      (await train(spec, ...words)).document.error?.code
    expect(await codeOf(LOGISTIC)).toBe('matrix-untrusted')
    const despite = await train(LOGISTIC, '--despite-findings')
    expect(despite.document.data.manifest.warnings[0]).toContain('UNTRUSTED MATRIX')
    expect(await codeOf('model_type: logistik\n', '--despite-findings')).toBe('unknown-model')
    expect(await codeOf('model_type: ridge\n', '--despite-findings')).toBe('model-task')
    expect(await codeOf('model_type: stacking\n', '--despite-findings')).toBe('members-needed')
    expect(await codeOf('model_type: stacking\nmembers: [logistic, rigde]\n', '--despite-findings')).toBe(
      'unknown-model',
    )
    expect(await codeOf('parameters: { c: 1 }\nmodel_type: logistic\n', '--despite-findings')).toBe('unknown-parameter')
    expect(await codeOf(`${LOGISTIC}features_to_use: [RSJ]\n`, '--despite-findings')).toBe('unknown-feature')
    expect(await codeOf(`${LOGISTIC}validation: { n_split: 3 }\n`, '--despite-findings')).toBe('spec-unknown-field')
    expect(await codeOf(`${LOGISTIC}early_stopping: { share: 0.2 }\n`, '--despite-findings')).toBe('no-early-stopping')
    const path = join(folder, 'matrices', `${passport.name}_${passport.sha256.slice(0, 8)}.json`)
    writeFileSync(path, readFileSync(path, 'utf8').replace(passport.contentSha256, '0'.repeat(64)))
    expect(await codeOf(LOGISTIC, '--despite-findings')).toBe('matrix-changed')
  })

  it('says that bars of a day have no hour, and takes families of columns by their stem', {
    timeout: 60_000,
  }, async () => {
    const { train } = await trainHouse(freshFolder())
    const { document } = await train(`${LOGISTIC}allowed_hours: [9, 10]\nfeatures_to_use: [rsi, MACD]\n`)
    expect(document.data.manifest.features).toEqual(['RSI_14', 'MACD', 'MACD_signal'])
    expect(document.data.manifest.notes[0]).toContain('Bars of a day have no hour')
  })
})

describe('the registry of models', () => {
  it('lists, compares and promotes versions, and the id stands for the one in production', {
    timeout: 180_000,
  }, async () => {
    const { home, train, read, folder } = await trainHouse(freshFolder())
    const words = (...rest: readonly string[]) => assay(home, 'models', ...rest)
    const first = (await train(LOGISTIC)).document.data
    const second = (await train('model_type: logistic\nparameters: { C: 0.01 }\n')).document.data
    const versionNow = () => JSON.parse(read(`models/${first.modelId}/predictions.json`)).trained.version
    expect(versionNow()).toBe(second.version)
    const name = `${first.modelId}@${first.version}`
    const refused = await words('promote', 'stocks', name, '--to', 'production', '--reason', 'looks good')
    expect(refused.document.error.code).toBe('shadow-first')
    expect((await words('promote', 'stocks', name, '--to', 'shadow', '--reason', ' ')).document.error.code).toBe(
      'reason-needed',
    )
    for (const stage of ['shadow', 'production'])
      expect((await words('promote', 'stocks', name, '--to', stage, '--reason', 'steady')).exitCode).toBe(0)
    expect(versionNow()).toBe(first.version)
    const other = `${first.modelId}@${second.version}`
    await words('promote', 'stocks', other, '--to', 'shadow', '--reason', 'next')
    const swapped = await words('promote', 'stocks', other, '--to', 'production', '--reason', 'better')
    expect(swapped.document.data.changes.map(({ to }: { to: string }) => to)).toEqual(['retired', 'production'])
    expect(versionNow()).toBe(second.version)
    const listed = await words('list', 'stocks')
    const stages = listed.document.data.map(({ version }: { version: { stage: string } }) => version.stage)
    expect(stages).toEqual(['retired', 'production'])
    const shown = await words('show', 'stocks', name)
    expect(shown.document.data.stages.map(({ to }: { to: string }) => to)).toEqual([
      'candidate',
      'shadow',
      'production',
      'retired',
    ])
    expect((await words('compare', 'stocks', name, other)).document.data).toHaveLength(2)
    expect((await words('show', 'stocks', 'AAPL_equity_1d_dayly')).document.error.hint).toContain('Did you mean')
    // A model file that somebody changed is not shown as one.
    const model = join(folder, `models/${first.modelId}/artifacts/models/model_${first.version}.json`)
    writeFileSync(model, readFileSync(model, 'utf8').replace('"intercept":', '"intercept":1'))
    expect((await words('show', 'stocks', name)).document.error.code).toBe('model-changed')
    expect(existsSync(model)).toBe(true)
  })

  it('keeps brought-in predictions and trained ones apart', { timeout: 60_000 }, async () => {
    const { home, train, predictions } = await trainHouse(freshFolder())
    await assay(home, 'predictions', 'import', 'stocks', '--model', 'taken', '--file', predictions)
    expect((await train(LOGISTIC, '--id', 'taken')).document.error.code).toBe('model-id-taken')
    await train(LOGISTIC, '--id', 'own')
    const imported = await assay(home, 'predictions', 'import', 'stocks', '--model', 'own', '--file', predictions)
    expect(imported.document.error.code).toBe('model-trained-here')
  })

  it('tells a matrix of another hash from this one', { timeout: 60_000 }, async () => {
    const { folder, train, passport } = await trainHouse(freshFolder())
    const other = await layMatrix(folder, { seed: 4 })
    const byHash = await train(LOGISTIC, '--matrix', passport.sha256.slice(0, 8))
    expect(byHash.document.data.manifest.matrix.sha256).toBe(passport.sha256)
    expect((await train(LOGISTIC, '--matrix', other.sha256.slice(0, 8))).document.data.version).not.toBe(
      byHash.document.data.version,
    )
  })
})
