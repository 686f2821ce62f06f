import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { lightgbmText } from '../../../src/core/models/exchange/lightgbmText.ts'
import { onnxModelOf } from '../../../src/core/models/exchange/onnx/modelGraph.ts'
import { xgboostText } from '../../../src/core/models/exchange/xgboostText.ts'
import { drawTrees } from '../../core/models/exchange/drawnTrees.ts'
import { assay } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { trainHouse } from '../training/trainScene.ts'
import { linearData, onnx } from './onnxScene.ts'

const freshFolder = useTemporaryFolders()
const COLUMNS = ['RSI_14', 'MACD', 'MACD_signal', 'volume_ratio']

beforeAll(async () => {
  await import('@duckdb/node-api')
})

async function house(wish: Parameters<typeof trainHouse>[1] = {}) {
  const scene = await trainHouse(freshFolder(), wish)
  const put = (name: string, content: string | Uint8Array) => {
    const path = join(scene.home, name)
    writeFileSync(path, content)
    return path
  }
  const bring = (flag: string, path: string, ...words: readonly string[]) =>
    assay(scene.home, 'models', 'import', 'stocks', `--${flag}`, path, '--matrix', 'latest', ...words)
  const take = (id: string, to: string, ...words: readonly string[]) =>
    assay(scene.home, 'models', 'export', 'stocks', id, '--to', to, ...words)
  return { ...scene, put, bring, take }
}

const onnxBytes = (names: readonly string[]) =>
  onnx.encode(onnxModelOf({ models: [linearData('classification', [...names])], calibrators: [], facts: {} }))

function textOf(written: ReturnType<typeof xgboostText>): string {
  if (!written.ok) throw new Error(written.trouble.message)
  return written.value
}

describe('assay models import', () => {
  it('lets an ONNX model be traded, and says that nobody knows what it learned from', {
    timeout: 120_000,
  }, async () => {
    const { home, folder, config, put, bring } = await house()
    const { document } = await bring('onnx', put('net.onnx', onnxBytes(COLUMNS)))
    expect(document.error).toBeUndefined()
    expect(document.data.passport).toMatchObject({ model: 'net', imported: { format: 'onnx', inSample: 'unknown' } })
    expect(document.data.rowsWithout).toBe(0)
    expect(existsSync(join(folder, 'models/net/imported/incoming'))).toBe(false)
    const again = await bring('onnx', join(home, 'net.onnx'))
    expect(again.document.data.isNew).toBe(false)
    const backtest = await assay(home, 'backtest', 'run', 'stocks', '--config', config, '--model', 'net')
    expect(backtest.document.error).toBeUndefined()
    const { manifest } = backtest.document.data
    expect(manifest.predictions.imported.matrixSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(manifest.warnings.join(' ')).toContain('IN-SAMPLE UNKNOWN')
    await assay(home, 'leaderboard', 'update')
    const entry = await assay(home, 'leaderboard', 'entry', backtest.document.data.backtestId)
    expect(entry.document.data.entry).toMatchObject({ inSampleUnknown: true })
  })

  it('makes trees of XGBoost and LightGBM files, which go out again as they came', { timeout: 120_000 }, async () => {
    const { folder, put, bring, take } = await house()
    const data = { ...drawTrees({ seed: 4, columns: 4, floats: true }), names: COLUMNS }
    const xgboost = textOf(xgboostText(data))
    const lightgbm = textOf(lightgbmText(data))
    expect((await bring('xgboost', put('x.json', xgboost))).document.error).toBeUndefined()
    expect((await bring('lightgbm', put('l.txt', lightgbm))).document.error).toBeUndefined()
    const out = await take('x', 'xgboost')
    expect(out.document.error).toBeUndefined()
    expect(readFileSync(join(folder, out.document.data.path), 'utf8')).toBe(xgboost)
    for (const [id, to] of [
      ['x', 'onnx'],
      ['x', 'lightgbm'],
      ['l', 'xgboost'],
      ['l', 'onnx'],
    ] as const) {
      const { document } = await take(id, to)
      expect(document.data.check.beyond).toBe(0)
      expect(document.data.check.worst).toBeLessThan(1e-6)
    }
  })

  it('refuses what does not fit, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const { folder, put, bring } = await house()
    const codeOf = async (flag: string, content: string | Uint8Array, ...words: readonly string[]) => {
      const { document, exitCode } = await bring(flag, put('odd.bin', content), '--id', 'odd', ...words)
      expect(exitCode).toBe(1)
      expect(existsSync(join(folder, 'models/odd'))).toBe(false)
      return document.error.code
    }
    const whole = onnxBytes(COLUMNS)
    expect(await codeOf('onnx', onnxBytes(['RSI_14', 'MACD', 'spread', 'volume_ratio']))).toBe('exchange-other-columns')
    const nameless = onnxModelOf({ models: [linearData('classification')], calibrators: [], facts: {} })
    expect(await codeOf('onnx', onnx.encode({ ...nameless, facts: {} }))).toBe('onnx-other-inputs')
    for (const length of [0, 1, 40, whole.length - 10])
      expect(await codeOf('onnx', whole.slice(0, length))).toMatch(/^onnx-(unreadable|unusable|other-inputs)$/)
    expect(await codeOf('onnx', 'not a model at all')).toBe('onnx-unreadable')
    expect(await codeOf('xgboost', '{"learner": 1}')).toBe('exchange-unreadable')
    expect(await codeOf('lightgbm', 'tree\nversion=v4\n')).toBe('exchange-unreadable')
    const regression = textOf(xgboostText({ ...drawTrees({ seed: 4, columns: 4, link: 'identity' }), names: COLUMNS }))
    expect(await codeOf('xgboost', regression)).toBe('exchange-other-target')
    const amounts = onnxModelOf({ models: [linearData('regression', COLUMNS)], calibrators: [], facts: {} })
    expect(await codeOf('onnx', onnx.encode(amounts))).toBe('onnx-not-probabilities')
    expect(await codeOf('onnx', whole, '--output', 'nothing')).toBe('onnx-other-outputs')
    const odd = { ...nameless.nodes[0]!, operator: 'NoSuchOperator' }
    expect(
      await codeOf(
        'onnx',
        onnx.encode({
          ...onnxModelOf({ models: [linearData('classification', COLUMNS)], calibrators: [], facts: {} }),
          nodes: [odd],
        }),
      ),
    ).toBe('onnx-unusable')
  })
})

describe('assay models export', () => {
  it('writes a trained model, and reads it back over its matrix', { timeout: 180_000 }, async () => {
    const { train, take } = await house()
    const kinds = [
      ['logistic', 'onnx', ''],
      ['xgboost', 'xgboost', 'parameters: { n_estimators: 10 }\n'],
      ['xgboost', 'lightgbm', 'parameters: { n_estimators: 10 }\n'],
      ['xgboost', 'onnx', 'parameters: { n_estimators: 10 }\n'],
      ['random_forest', 'onnx', 'parameters: { n_estimators: 10 }\n'],
    ] as const
    for (const [type, to, more] of kinds) {
      const trained = await train(
        `model_type: ${type}\nvalidation: { n_splits: 2 }\nlearning_curve: false\n${more}`,
        '--id',
        type,
      )
      expect(trained.document.error).toBeUndefined()
      const { document } = await take(type, to)
      expect(document.error).toBeUndefined()
      expect(document.data.check.rows).toBeGreaterThan(100)
      expect(document.data.check.worst).toBeLessThan(1e-6)
    }
    expect((await take('logistic', 'xgboost')).document.error.code).toBe('exchange-not-sayable')
    expect((await take('logistic', 'onnx', '--only', '2')).document.error.code).toBe('exchange-many-models')
  })
})
