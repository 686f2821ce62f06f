import { expect, it } from 'vitest'
import { expectedMaximumSharpe } from '../../../src/core/robustness/expectedMaximumSharpe.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { assay, dailyBars, stockHouse } from '../backtests/backtestScene.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { block, ledgerIn } from '../ledger/ledgerFixture.ts'

const freshFolder = useTemporaryFolders()

const SWEEP = `strategy: { id: moving-average-cross }
parameter_grid: { fast: [2, 3, 4, 5], slow: [20, 30] }
backtest: { instruments: [AAPL] }
`

const BOTH = `instruments: [AAPL, MSFT]
strategy: { id: moving-average-cross }
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
  const both = (await power('--symbols', 'AAPL,MSFT', '--years', '2')).data
  expect(both).toMatchObject({ symbols: 'AAPL+MSFT', power: { trials: 9 } })
  expect((await power('--symbols', 'MSFT', '--years', '2')).data.power.trials).toBe(1)
  const asked = (await power('--symbols', 'AAPL', '--trials', '324', '--years', '2', '--sharpe', '1.5')).data
  expect(asked).toMatchObject({ days: 730, daysFrom: 'as asked', trialsFrom: 'as asked' })
  expect(asked.power).toMatchObject({ trials: 324, target: 1.5 })
  expect((await power('--symbols', 'AAPPL')).error).toMatchObject({ code: 'unknown-instrument' })
  expect((await power('--symbols', 'AAPL', '--years', '0.001')).error).toMatchObject({ code: 'too-few-days' })
  await raisedBar(home, file('msft.csv', dailyBars().replace(/\d+\n$/, '41000000\n')), file('both.yaml', BOTH))
  const terminal = fakeTerminal()
  await runCli(['power', 'stocks', '--symbols', 'AAPL', '--home', home], terminal)
  expect(terminal.out()).toContain('What could be found: a strategy whose true annual Sharpe ratio is')
})

/** A search on one instrument raises the bar of what trades it together with another, on the board too; one on a third does not. */
async function raisedBar(home: string, msft: string, config: string): Promise<void> {
  await assay(home, 'data', 'import', 'stocks', '--symbol', 'MSFT', '--file', msft, '--tz', 'America/New_York')
  const { document } = await assay(home, 'backtest', 'run', 'stocks', '--config', config)
  expect(document.data.manifest).toMatchObject({ symbols: 'AAPL+MSFT', ledgerBasis: { trials: 8, sharpeCount: 8 } })
  await assay(home, 'leaderboard', 'update')
  const first = await deflationOf(home, 'AAPL+MSFT')
  expect(first).toMatchObject({ trialsThen: 9, trials: 9 })
  recordTrials(home, 'SPY')
  expect(await deflationOf(home, 'AAPL+MSFT')).toEqual(first)
  recordTrials(home, 'MSFT')
  const later = await deflationOf(home, 'AAPL+MSFT')
  expect(later).toMatchObject({ trialsThen: 9, trials: 12 })
  expect(later.probability).toBeLessThan(first.probability)
}

async function deflationOf(home: string, symbols: string) {
  const { document } = await assay(home, 'leaderboard', 'show')
  const rows: readonly { entry: { symbols: string } }[] = document.data.rows
  const at = rows.findIndex(({ entry }) => entry.symbols === symbols)
  const { entry, judgement } = document.data.rows[at]
  return { trialsThen: entry.deflation.trials, ...judgement.deflation }
}

function recordTrials(home: string, symbols: string): void {
  const ledger = ledgerIn(home)
  const ids = ['a', 'b', 'c'].map((name) => `${symbols} ${name}`)
  ledger.appendTrials({ ...block(symbols, ids), symbols })
  const sharpes = ids.map((id, at) => ({ id, sharpe: (at - 1) / 20 }))
  ledger.appendResults({ runId: symbols, symbols, stage: 'select', sharpes })
  ledger.close()
}
