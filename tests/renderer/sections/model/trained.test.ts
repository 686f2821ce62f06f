import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportedModelSchema } from '../../../../src/core/contract/workbench/modelCalls.ts'
import type { ModelListItem } from '../../../../src/core/contract/workbench/modelViews.ts'
import { scoreWord } from '../../../../src/core/contract/workbench/scoreWords.ts'
import type { JobView } from '../../../../src/core/contract/workbench/views.ts'
import { predictionScores } from '../../../../src/core/pipeline/training/predictionScores.ts'
import { whyAddress } from '../../../../src/renderer/sections/backtest/whyAddress.ts'
import { idOfFile, importFault } from '../../../../src/renderer/sections/model/importedModels.ts'
import { newestJob, resultOf } from '../../../../src/renderer/sections/model/modelJobs.ts'
import { isBetter, scoreText } from '../../../../src/renderer/sections/model/scoreWords.ts'
import { readTrainedAddress, TRAINED, trainedAddress } from '../../../../src/renderer/sections/model/trainedAddress.ts'
import { chosenModel, filterModels } from '../../../../src/renderer/sections/model/trainedRows.ts'

const SHA = { a: 'a'.repeat(64), b: 'b'.repeat(64), c: 'c'.repeat(64) }

function item(modelId: string, sha256: string, more: Partial<ModelListItem['version']> = {}): ModelListItem {
  const version: ModelListItem['version'] = {
    modelId,
    sha256,
    stage: 'candidate',
    createdMs: 0,
    modelType: 'ridge',
    task: 'regression',
    engineVersion: '0.3.0',
    matrix: { name: 'AAPL_equity_1d_daily', sha256: SHA.c, contentSha256: SHA.c },
    configSha256: SHA.c,
    runId: '0123456789abcdef',
    trials: 1,
    modelSha256: SHA.c,
    predictionsHash: SHA.c,
    features: 3,
    rows: 100,
    synthetic: false,
    scores: [],
    ...more,
  }
  return { version, isCurrent: sha256 === SHA.b, target: 'return_5', loss: null, trouble: null }
}

describe('the address of the trained models', () => {
  it('comes back as it was', () => {
    const model = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}@[0-9a-f]{8}$/)
    const symbol = fc.stringMatching(/^[A-Z][A-Z0-9.-]{0,9}$/)
    fc.assert(
      fc.property(model, model, symbol, fc.integer(), fc.boolean(), (name, other, of, timeMs, latest) => {
        for (const beside of [
          null,
          { kind: 'versus', model: other } as const,
          { kind: 'why', symbol: of, timeMs, latest } as const,
        ]) {
          const address = { model: name, beside, form: null }
          expect(readTrainedAddress(trainedAddress(address), true)).toEqual(address)
        }
      }),
    )
    const form = { ...TRAINED, form: '1f0a93bc' }
    expect(readTrainedAddress(trainedAddress(form), false)).toEqual(form)
  })

  it('means the models of the run where there is one and nothing is said', () => {
    expect(readTrainedAddress(null, true)).toBeNull()
    expect(readTrainedAddress('run', false)).toBeNull()
    expect(readTrainedAddress(null, false)).toEqual(TRAINED)
    expect(readTrainedAddress('trained~A@1~why~BTC', true)).toEqual({ ...TRAINED, model: 'A@1' })
  })

  it('is where a trade of the model leads: the row decided before its bar, or at its very close', () => {
    const trained = { version: '1f0a93bc', sha256: SHA.a, modelSha256: SHA.a, matrixSha256: SHA.a, configSha256: SHA.a }
    const predictions = { label: 'AAPL.ridge', contentHash: SHA.a, rows: 3, trained }
    const why = (fill: string, of: typeof predictions | null = predictions) =>
      readTrainedAddress(whyAddress({ predictions: of, spec: { execution: { fill } } }, 'AAPL', 5_000), true)
    expect(why('next_open')).toEqual({
      model: 'AAPL.ridge@1f0a93bc',
      beside: { kind: 'why', symbol: 'AAPL', timeMs: 5_000, latest: true },
      form: null,
    })
    expect(why('this_close')?.beside).toMatchObject({ latest: false })
    expect(why('next_open', null)).toBeNull()
  })
})

describe('the list of trained models', () => {
  const items = [
    item('AAPL', SHA.a, { stage: 'shadow' }),
    item('AAPL', SHA.b),
    item('BTC', SHA.c, { modelType: 'lstm' }),
  ]

  it('is filtered by words and stage', () => {
    const names = (search: string, stage: 'shadow' | null = null) =>
      filterModels(items, search, stage).map(({ version }) => version.sha256[0])
    expect(names('aapl ridge')).toEqual(['a', 'b', 'c'].slice(0, 2))
    expect(names('LSTM')).toEqual(['c'])
    expect(names('', 'shadow')).toEqual(['a'])
    expect(names('return_5 aaaaaaaa')).toEqual(['a'])
  })

  it('chooses by version, by name the current one, else the newest', () => {
    expect(chosenModel(items, 'AAPL@aaaa')?.version.sha256).toBe(SHA.a)
    expect(chosenModel(items, 'AAPL')?.version.sha256).toBe(SHA.b)
    expect(chosenModel(items, 'MSFT')?.version.sha256).toBe(SHA.c)
    expect(chosenModel([], null)).toBeNull()
  })
})

describe('models of other programs', () => {
  it.each([
    ['/home/me/my net (2).onnx', 'my-net-2-'],
    ['C:\\models\\model.json', 'model'],
    ['/uploads/_hidden.v2.txt', 'hidden.v2'],
    ['', ''],
  ])('%s is named %s, which can be a name', (path, id) => {
    expect(idOfFile(path)).toBe(id)
    expect(importFault(id, [])).toBeNull()
  })

  it('take no name of a model that was trained here', () => {
    expect(importFault('ridge', ['ridge'])).toContain('trained here')
    expect(importFault('no name', [])).toContain('Letters')
  })
})

describe('jobs of a version', () => {
  const job = (patch: Partial<JobView>): JobView => ({
    ...{
      key: '1',
      workspace: 'w',
      jobId: null,
      kind: 'export-model',
      command: 'assay models export w --model=a@1f0a93bc',
    },
    ...{ state: 'done', stage: '', stages: [], done: 0, total: 0, elapsedMs: 0, etaMs: null, note: '', notes: [] },
    ...{ trouble: null, startedMs: 1, endedMs: 2, result: null, canContinue: false },
    ...patch,
  })

  it('are those that were begun for it, the newest one', () => {
    const jobs = [
      job({ startedMs: 3, command: 'assay models export w --model=b@00000000' }),
      job({ startedMs: 2, key: 'second' }),
      job({ startedMs: 1, key: 'first' }),
      job({ startedMs: 4, kind: 'predict' }),
    ]
    expect(newestJob(jobs, 'export-model', 'a@1f0a93bc')?.key).toBe('second')
    expect(newestJob(jobs, 'export-model', null)?.startedMs).toBe(3)
    expect(newestJob(jobs, 'foretell', null)).toBeNull()
  })

  it('give what they made once they are done, where it is of the shape that is expected', () => {
    const result = { workspace: 'w', modelId: 'a', version: '1f0a93bc', format: 'onnx', path: 'a.onnx', sha256: SHA.a }
    const whole = { ...result, check: null, notes: [] }
    expect(resultOf(job({ result: whole }), exportedModelSchema)).toEqual(whole)
    expect(resultOf(job({ result: whole, state: 'running' }), exportedModelSchema)).toBeNull()
    expect(resultOf(job({ result }), exportedModelSchema)).toBeNull()
    expect(resultOf(null, exportedModelSchema)).toBeNull()
  })
})

describe('scores', () => {
  it('are better by their own direction', () => {
    expect(isBetter('log_loss', 0.6, 0.7)).toBe(true)
    expect(isBetter('rank_correlation', -0.1, 0)).toBe(false)
    expect(isBetter('accuracy', 0.5, 0.5)).toBeNull()
    expect(isBetter('accuracy', null, 0.5)).toBeNull()
  })

  it('keep digits that say something', () => {
    expect(scoreText(Math.LN2)).toBe('0.6931')
    expect(scoreText(0.00012345)).toBe('0.00012')
    expect(scoreText(0.0000123)).toBe('1.23e−5')
    expect(scoreText(null)).toBe('n/a')
  })
})

describe('words of scores', () => {
  it.each(['classification', 'regression'] as const)('say of every score of a %s which way is better', (task) => {
    const names = Object.keys(predictionScores(task, Float64Array.of(0, 1, 1), Float64Array.of(0.2, 0.7, 0.6)))
    expect(names.filter((name) => scoreWord(name).better === null || scoreWord(name).title === name)).toEqual([])
    expect(isBetter('root_mean_squared_error', 0.2, 0.1)).toBe(false)
    expect(isBetter('something_new', 0.2, 0.1)).toBeNull()
  })
})
