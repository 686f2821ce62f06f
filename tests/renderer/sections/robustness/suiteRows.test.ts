import { describe, expect, it } from 'vitest'
import type { BacktestListItem } from '../../../../src/core/contract/workbench/backtestViews.ts'
import type { RobustnessListItem } from '../../../../src/core/contract/workbench/robustnessViews.ts'
import type { JobView } from '../../../../src/core/contract/workbench/views.ts'
import { readSuiteAddress, suiteAddress } from '../../../../src/renderer/sections/robustness/suiteAddress.ts'
import { chosenRow, suiteJob, suiteRows, verdictCount } from '../../../../src/renderer/sections/robustness/suiteRows.ts'

const backtest = (backtestId: string, state: BacktestListItem['state'] = 'done'): BacktestListItem => {
  return { backtestId, state, manifest: null, metrics: null }
}
const suite = (backtestId: string, state: RobustnessListItem['state'], robustnessId = 'aa'): RobustnessListItem => {
  const verdicts = [{ part: 'costs', verdict: 'breaks', reasons: [], advice: [] }] as const
  const own = verdicts.map((verdict) => ({ ...verdict, reasons: [], advice: [] }))
  return { robustnessId, state, backtestId, spec: null, engineVersion: null, verdicts: state === 'done' ? own : null }
}

describe('stored backtests with their suites', () => {
  it('are the finished ones, each with the suite that tells most', () => {
    const rows = suiteRows(
      [backtest('01'), backtest('02'), backtest('03', 'unfinished')],
      [suite('01', 'unfinished', 'b0'), suite('01', 'done', 'b1'), suite('03', 'done')],
    )
    expect(rows.map((row) => [row.backtest.backtestId, row.suite?.robustnessId])).toEqual([
      ['01', 'b1'],
      ['02', undefined],
    ])
    expect(verdictCount(rows[0]!, 'breaks')).toBe(1)
    expect(verdictCount(rows[0]!, 'holds')).toBe(0)
    expect(verdictCount(rows[1]!, 'holds')).toBeNull()
  })

  it('are chosen by the letters of their id, else a tested one', () => {
    const rows = suiteRows([backtest('01'), backtest('02')], [suite('02', 'done')])
    expect(chosenRow(rows, '01')?.backtest.backtestId).toBe('01')
    expect(chosenRow(rows, null)?.backtest.backtestId).toBe('02')
    expect(chosenRow(rows, 'ff')?.backtest.backtestId).toBe('02')
    expect(chosenRow([], null)).toBeNull()
  })

  it('know the job that tests them', () => {
    const job = (kind: JobView['kind'], command: string, startedMs: number) =>
      ({ kind, command, startedMs, key: `${startedMs}` }) as Partial<JobView> as JobView
    const jobs = [
      job('robustness', 'assay robustness run w --backtest=0123 --spec=a.yaml', 1),
      job('robustness', 'assay robustness run w --backtest 01', 2),
      job('backtest', 'assay backtest run w --backtest=0123', 3),
      job('robustness', 'assay robustness run w --backtest=0999', 4),
    ]
    expect(suiteJob(jobs, '0123456789abcdef')?.startedMs).toBe(2)
    expect(suiteJob(jobs, 'ff')).toBeNull()
  })

  it('have an address', () => {
    for (const backtestId of [null, '0123456789abcdef'])
      expect(readSuiteAddress(suiteAddress({ backtestId }))).toEqual({ backtestId })
    expect(readSuiteAddress(null)).toBeNull()
    expect(readSuiteAddress('stored.xyz')).toBeNull()
  })
})
