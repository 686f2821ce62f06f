import { expect, it } from 'vitest'
import { expectedMaximumSharpe } from '../../../src/core/robustness/expectedMaximumSharpe.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

const SWEEP = `strategy: { id: moving-average-cross }
parameter_grid: { fast: [2, 3, 4, 5], slow: [20, 30] }
backtest: { instruments: [AAPL] }
`

it('tells what could be found, by the bars at hand and the ledger, or by what is asked', {
  timeout: 60_000,
}, async () => {
  const { home, file } = await stockHouse(freshFolder())
  const power = async (...words: readonly string[]) => (await assay(home, 'power', 'stocks', ...words)).document
  const before = (await power('--symbols', 'AAPL')).data
  expect(before).toMatchObject({ workspace: 'stocks', symbols: 'AAPL', daysFrom: 'all bars that all have' })
  expect(before.power).toMatchObject({ trials: 1, expectedBest: 0, target: 1 })
  expect(before.days).toBeGreaterThan(500)
  await assay(home, 'sweep', 'run', 'stocks', '--spec', file('sweep.yaml', SWEEP), '--workers', '1')
  const after = (await power('--symbols', 'AAPL')).data
  expect(after.days).toBe(before.days)
  expect(after.power.trials).toBe(9)
  expect(after.power.expectedBest).toBeCloseTo(expectedMaximumSharpe(9, 1 / after.days) * Math.sqrt(365), 12)
  expect(after.power.detectable).toBeGreaterThan(before.power.detectable)
  expect(after.beside).toEqual([])
  const others = (await power('--symbols', 'AAPL,MSFT', '--years', '2')).data
  expect(others).toMatchObject({ power: { trials: 1 }, beside: [{ symbols: 'AAPL', trials: 8 }] })
  const asked = (await power('--symbols', 'AAPL', '--trials', '324', '--years', '2', '--sharpe', '1.5')).data
  expect(asked).toMatchObject({ days: 730, daysFrom: 'as asked', trialsFrom: 'as asked' })
  expect(asked.power).toMatchObject({ trials: 324, target: 1.5 })
  expect((await power('--symbols', 'AAPPL')).error).toMatchObject({ code: 'unknown-instrument' })
  expect((await power('--symbols', 'AAPL', '--years', '0.001')).error).toMatchObject({ code: 'too-few-days' })
  const terminal = fakeTerminal()
  await runCli(['power', 'stocks', '--symbols', 'AAPL', '--home', home], terminal)
  expect(terminal.out()).toContain('What could be found: a strategy whose true annual Sharpe ratio is')
})
