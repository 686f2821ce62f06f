import { beforeAll, expect, it } from 'vitest'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { LOGISTIC, trainHouse } from './trainScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

it('tells of trained models in words', { timeout: 120_000 }, async () => {
  const { home, file } = await trainHouse(freshFolder())
  const say = async (...words: readonly string[]) => {
    const terminal = fakeTerminal()
    expect([words.join(' '), await runCli([...words, '--home', home], terminal)]).toEqual([words.join(' '), 0])
    return terminal.out()
  }
  expect(await say('models', 'list', 'stocks')).toContain('No model was trained yet')
  const spec = file('train.yaml', `${LOGISTIC}calibration: platt\nvalidation: { gap: 1, n_splits: 2 }\n`)
  const trained = await say('train', 'stocks', '--config', spec, '--workers', '1')
  expect(trained).toContain('log_loss (lower is better)')
  expect(trained).toContain('gap asked 1 bars')
  expect(trained).toMatch(
    /Importance over 2 folds: rank correlation [0-9.-]+ \(least [0-9.-]+\); 4 greatest in common 100 %/,
  )
  expect(trained).toMatch(/Calibration \(platt, \d+ bins\): expected error 0\.\d+/)
  expect(trained).toMatch(/Mean size of contributions \(log-odds\): RSI_14 \d\.\d+/)
  expect(trained).toMatch(/As RSI_14 goes from -\d\.\d+ to \d\.\d+, the mean prediction goes from 0\.\d+ to 0\.\d+/)
  expect(trained).toContain('Drift of columns from training to test')
  expect(trained).toContain('assay backtest run stocks --model AAPL_equity_1d_daily')
  expect(trained).toMatch(/seed = \d+ {2}Seed of all draws/)
  const again = await say('train', 'stocks', '--config', spec, '--model', 'mlp', '--id', 'other', '--workers', '1')
  expect(again).toContain('Parameters and members in the file are of another kind of model')
  expect(await say('models', 'list', 'stocks')).toMatch(/AAPL_equity_1d_daily@[0-9a-f]{8} +candidate +yes +logistic/)
  const compared = await say('models', 'compare', 'stocks', 'AAPL_equity_1d_daily', 'other')
  expect(compared).toMatch(/kind +logistic +mlp/)
  const promoted = await say('models', 'promote', 'stocks', 'other', '--to', 'shadow', '--reason', 'to be watched')
  expect(promoted).toContain('candidate to shadow (to be watched)')
  expect(await say('models', 'show', 'stocks', 'other')).toContain('candidate to shadow: to be watched')
})
