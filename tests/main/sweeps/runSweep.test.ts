import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { sweepDocument } from '../../../src/core/report/documents/sweepDocument.ts'
import { runCli } from '../../../src/main/doors/cli/runCli.ts'
import { sweepReportText } from '../../../src/main/doors/cli/texts/sweepText.ts'
import { trialSpec } from '../../../src/main/engine/host/trialSpec.ts'
import { assay, stockHouse } from '../backtests/backtestScene.ts'
import { fakeTerminal } from '../cli/fakeTerminal.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

/** The sweep of the plans that the product grew from: it has to run as it stands. */
const PLANNED_SWEEP = `model_id: AAPL_equity_5d_daily
parameter_grid:
  entry_threshold: [0.5, 0.6, 0.7, 0.8]
  exit_threshold: [-0.5, -0.3, -0.1]
  stop_loss: [0.03, 0.05, 0.08]
  position_size: [0.01, 0.02, 0.03]
  allowed_hours: [[9, 10, 11], [12, 13, 14, 15], [9, 10, 11, 12, 13, 14, 15]]
optimization_metric: sharpe_ratio
risk_profile: Balanced
`

const CROSS = `strategy: { id: moving-average-cross }
parameter_grid:
  fast: { from: 2, to: 20, step: 2 }
  slow: { from: 5, to: 60, step: 5 }
  stop_loss: [0.03, 0.05, 0.08]
constraints: { max_drawdown: "< 0.9" }
backtest: { instruments: [AAPL], initial_capital: 100000 }
`

/** Instead of `[AAPL],`: terms that nobody gets. */
const FREE_LUNCH = '[AAPL], execution: { fill: this_close, slippage: 0, commission: 0 },'

async function house() {
  const made = await stockHouse(freshFolder())
  const sweeps = join(made.folder, 'sweeps')
  const bytesOf = (id: string) =>
    Object.fromEntries(readdirSync(join(sweeps, id)).map((name) => [name, readFileSync(join(sweeps, id, name), 'hex')]))
  const sweep = (spec: string, ...words: readonly string[]) =>
    assay(made.home, 'sweep', 'run', 'stocks', '--spec', made.file('sweep.yaml', spec), '--workers', '1', ...words)
  return { ...made, sweeps, bytesOf, sweep }
}

describe('the sweep of the plans, unchanged', () => {
  it('evaluates all 324 configurations, each a trial, and proposes a backtest that runs as it was told', {
    timeout: 120_000,
  }, async () => {
    const { home, folder, predictions, file, sweep } = await house()
    const model = ['--model', 'AAPL_equity_5d_daily']
    await assay(home, 'predictions', 'import', 'stocks', ...model, '--file', predictions)
    const { exitCode, document } = await sweep(PLANNED_SWEEP)
    expect(document.error).toBeUndefined()
    expect(exitCode).toBe(0)
    const { sweepId, summary, manifest } = document.data
    expect(manifest).toMatchObject({ method: 'grid', trials: 324, size: 324, objective: 'sharpe_ratio' })
    expect(manifest.notes.join(' ')).toContain('allowed_hours changes nothing')
    expect(summary).toMatchObject({ evaluated: 324, leftOut: 0, trials: { own: 324, before: 0, all: 324 } })
    expect(summary.expectedBestByLuck).toBeGreaterThan(0)
    expect(summary.best.neighbourhood.neighbours).toBeGreaterThan(1)
    expect(readdirSync(join(folder, 'sweeps', sweepId)).toSorted()).toEqual(
      [
        'complete.json',
        'ledger.json',
        'manifest.json',
        'leak-scan.json',
        'overfitting.json',
        'proposals.json',
        'results.parquet',
        'summary.json',
      ].toSorted(),
    )
    const { overfitting } = document.data
    expect(overfitting.studied).toMatchObject({ configurations: 324, evaluated: 324, isSampled: false })
    expect(overfitting.raw.trials).toBe(324)
    expect(overfitting.raw.expectedBest).toBeCloseTo(summary.expectedBestByLuck, 12)
    expect(overfitting.raw.deflatedSharpe).toBeCloseTo(summary.best.deflatedSharpe, 9)
    expect(overfitting.overfitting).toMatchObject({ blocks: 16, splits: 12_870, isFew: false })
    for (const { trials, ofSweep, deflatedSharpe } of overfitting.effective) {
      expect(ofSweep).toBeGreaterThanOrEqual(1)
      expect(trials).toBeLessThanOrEqual(324)
      expect(deflatedSharpe).toBeGreaterThanOrEqual(0)
    }
    const { entry_threshold, exit_threshold, stop_loss, position_size } = summary.best.parameters
    const same = file(
      'same.yaml',
      `entry_threshold: ${entry_threshold}
exit_threshold: ${exit_threshold}
risk_management: { stop_loss: ${stop_loss} }
position_sizing: { method: fixed_fraction, fraction: ${position_size} }
allowed_hours: ${JSON.stringify(summary.best.parameters.allowed_hours)}
`,
    )
    const alone = await assay(home, 'backtest', 'run', 'stocks', '--config', same, ...model)
    expect(alone.document.error).toBeUndefined()
    const proposals = JSON.parse(readFileSync(join(folder, 'sweeps', sweepId, 'proposals.json'), 'utf8'))
    expect(proposals.proposals[0].manifest.backtestId).toBe(alone.document.data.backtestId)
    expect(proposals.proposals[0].metrics.performance).toEqual(alone.document.data.metrics.performance)
    expect(summary.best.figures.sharpe_ratio).toBeCloseTo(
      alone.document.data.metrics.performance.figures.sharpeRatio.value,
      9,
    )
    const again = await sweep(PLANNED_SWEEP)
    expect(again.document.data).toMatchObject({ sweepId, unchanged: true })
    const listed = await assay(home, 'sweep', 'list', 'stocks')
    expect(listed.document.data).toMatchObject([{ sweepId, state: 'done' }])
    const shown = await assay(home, 'sweep', 'show', 'stocks', sweepId.slice(0, 5))
    expect(shown.document.data.summary).toEqual(summary)
    expect(shown.document.data.overfitting).toEqual(overfitting)
  })

  const examples = process.env.ASSAY_EXAMPLES ?? '../shared/examples'
  it.skipIf(!existsSync(join(examples, 'sweep.yaml')))('is the example that users have', () => {
    expect(readFileSync(join(examples, 'sweep.yaml'), 'utf8')).toBe(PLANNED_SWEEP)
  })
})

describe('a sweep', () => {
  it('has the same bytes for any number of workers, and when it was stopped in the midst and gone on with', {
    timeout: 120_000,
  }, async () => {
    const { home, sweeps, sweep, bytesOf } = await house()
    const first = await sweep(CROSS)
    const { sweepId, summary } = first.document.data
    expect(summary).toMatchObject({ evaluated: 306, leftOut: 54 })
    const whole = bytesOf(sweepId)
    const startAnew = () => {
      rmSync(sweeps, { recursive: true })
      for (const end of ['', '-wal', '-shm']) rmSync(join(home, `ledger.sqlite${end}`), { force: true })
    }
    for (const workers of ['2', '4']) {
      startAnew()
      await sweep(CROSS, '--workers', workers)
      expect(bytesOf(sweepId)).toEqual(whole)
    }
    startAnew()
    const terminal = fakeTerminal()
    const watch = setInterval(() => {
      if (existsSync(join(sweeps, sweepId, 'units'))) terminal.interrupt()
      if (existsSync(join(sweeps, sweepId, 'units'))) clearInterval(watch)
    }, 1)
    const words = [
      'sweep',
      'run',
      'stocks',
      '--spec',
      join(home, 'sweep.yaml'),
      '--workers',
      '1',
      '--home',
      home,
      '--json',
    ]
    const code = await runCli(words, terminal)
    clearInterval(watch)
    expect(code).toBe(3)
    expect(existsSync(join(sweeps, sweepId, 'complete.json'))).toBe(false)
    expect(readdirSync(join(sweeps, sweepId, 'units', '00')).length).toBeGreaterThan(0)
    const listed = await assay(home, 'sweep', 'list', 'stocks')
    expect(listed.document.data).toMatchObject([{ sweepId, state: 'unfinished', summary: null }])
    await sweep(CROSS)
    expect(bytesOf(sweepId)).toEqual(whole)
    const health = await assay(home, 'ledger', 'verify')
    expect(health.document.data).toMatchObject({ trials: 306 })
  })

  it.each(['random', 'tpe', 'genetic'])(
    '%s: draws as many as asked, the same each time',
    { timeout: 60_000 },
    async (method) => {
      const { sweeps, sweep, bytesOf } = await house()
      const words = ['--method', method, '--trials', '150']
      const first = await sweep(CROSS, ...words)
      expect(first.document.error).toBeUndefined()
      const { sweepId, summary, manifest } = first.document.data
      expect(manifest).toMatchObject({ method, trials: 150, batchRows: method === 'random' ? null : 64 })
      expect(summary).toMatchObject({ evaluated: 150, leftOut: null, trials: { own: 150 } })
      const before = bytesOf(sweepId)
      rmSync(join(sweeps, sweepId, 'complete.json'))
      await sweep(CROSS, ...words, '--workers', '2')
      expect(bytesOf(sweepId)).toEqual(before)
    },
  )

  it('walks forward: the best of each training on the bars after it, each look a trial', {
    timeout: 60_000,
  }, async () => {
    const { sweep } = await house()
    const { document } = await sweep(`${CROSS.replace('[AAPL],', FREE_LUNCH)}walk_forward: { folds: 3 }\n`)
    expect(document.error).toBeUndefined()
    const { summary, manifest } = document.data
    expect(manifest.passes).toHaveLength(4)
    expect(summary.walkForward.folds).toHaveLength(3)
    for (const [k, fold] of summary.walkForward.folds.entries()) {
      expect(fold.testFirstTime > manifest.passes[k + 1].lastTime).toBe(true)
      expect(fold.parameters).not.toBeNull()
    }
    const growth = summary.walkForward.folds.reduce(
      (product: number, fold: { testFigures: { total_return: number } }) =>
        product * (1 + fold.testFigures.total_return),
      1,
    )
    expect(summary.walkForward.stitched.total_return).toBeCloseTo(growth - 1, 9)
    expect(summary.trials.own).toBe(4 * 306 + 3)
    const text = sweepReportText(document.data)
    for (const warning of ['WARNING: OPTIMISTIC: it fills', 'WARNING: NO COSTS']) expect(text).toContain(warning)
    const best = { ...summary.best, deflatedSharpe: 0.99 }
    const kept = { manifest, summary: { ...summary, best }, overfitting: document.data.overfitting, leakScan: null }
    const report = sweepDocument(kept, { workspace: 'w', passports: [], ledger: [], files: {}, commands: [] })
    expect(report.verdict).toMatchObject({ tone: 'open', title: expect.stringContaining('terms that cannot be had') })
    expect(report.sections[0]?.blocks[0]).toMatchObject({ kind: 'texts', texts: manifest.base.warnings })
  })

  it('counts what another sweep tried on the same bars once, and lets it lower the odds', {
    timeout: 60_000,
  }, async () => {
    const { sweep } = await house()
    await sweep(CROSS)
    const { document } = await sweep(CROSS.replace('0.03, 0.05, 0.08', '0.05, 0.2'))
    expect(document.data.summary.trials).toEqual({ own: 102, before: 306, all: 408 })
    const { raw, effective } = document.data.overfitting
    expect(raw.trials).toBe(408)
    for (const { trials, ofSweep } of effective) expect(trials).toBeCloseTo(306 + ofSweep, 9)
  })

  it('varies all of sizing: each proposal is the backtest that a person would write, each run one trial', {
    timeout: 60_000,
  }, async () => {
    const { home, folder, file, sweep } = await house()
    const sized = (axes: string) =>
      sweep(CROSS.replace(/ {2}fast(.*\n)*? {2}stop.*\n/, `  fast: [4, 8, 12]\n  slow: [20]\n${axes}`))
    const methods: readonly (readonly [axes: string, written: (values: Record<string, unknown>) => string])[] = [
      [
        `  position_sizing.method: [volatility_target]
  position_sizing.target: [0.1, 0.2]
  position_sizing.lookback: { from: 20, to: 60, step: 20, integer: true }
  stop_loss: [0.03, null]
`,
        (of) => `target: ${of['position_sizing.target']}, lookback: ${of['position_sizing.lookback']}`,
      ],
      [
        `  position_sizing.method: [fractional_kelly]
  position_sizing.multiple: { from: 0.25, to: 1, step: 0.25 }
  position_sizing.minimum_trades: [2, 5]
  stop_loss: [0.03, null]
`,
        (of) => `multiple: ${of['position_sizing.multiple']}, minimum_trades: ${of['position_sizing.minimum_trades']}`,
      ],
    ]
    const trials: number[] = []
    for (const [axes, sizing] of methods) {
      const { document } = await sized(axes)
      expect(document.error).toBeUndefined()
      const { sweepId, summary } = document.data
      const { parameters, figures } = summary.best
      const written = `strategy: { id: moving-average-cross, parameters: { fast: ${parameters.fast}, slow: ${parameters.slow}, average: sma } }
instruments: [AAPL]
initial_capital: 100000
risk_management: { stop_loss: ${parameters.stop_loss} }
position_sizing: { method: ${parameters['position_sizing.method']}, ${sizing(parameters)} }
`
      const alone = await assay(home, 'backtest', 'run', 'stocks', '--config', file('alone.yaml', written))
      expect(alone.document.error).toBeUndefined()
      const { proposals } = JSON.parse(readFileSync(join(folder, 'sweeps', sweepId, 'proposals.json'), 'utf8'))
      expect(proposals[0].manifest.backtestId).toBe(alone.document.data.backtestId)
      expect(proposals[0].manifest.assumptions).toEqual(alone.document.data.manifest.assumptions)
      expect(proposals[0].metrics.performance).toEqual(alone.document.data.metrics.performance)
      expect(figures.sharpe_ratio).toBeCloseTo(alone.document.data.metrics.performance.figures.sharpeRatio.value, 9)
      trials.push(summary.trials.own)
    }
    const both = `  position_sizing.method: [volatility_target, fixed_fraction]
  position_sizing.target: [0.1, 0.2]
  position_sizing.lookback: [20, 40, 60]
  position_sizing.fraction: [0.1]
  stop_loss: [0.03, null]
`
    const { document } = await sized(both)
    const { summary, manifest } = document.data
    // What the first sweep tried has the same ids here: only the fixed fractions, one in seven, are new. The two backtests are trials too.
    const [first = 0, second = 0] = trials
    const counted = { own: first / 6, before: first + second + 2 }
    expect(summary).toMatchObject({ evaluated: (first * 7) / 6, leftOut: 3 * 24 - (first * 7) / 6, trials: counted })
    expect(manifest.base.assumptions).toContainEqual({
      field: 'position_sizing.cap',
      value: 1,
      meaning: 'The standard of volatility_target.',
    })
    const stored: Record<string, number> = { ...summary.best.parameters, 'position_sizing.method_choice': 0 }
    const shown = trialSpec(manifest, (column) => stored[column]!)
    expect(JSON.parse(shown.ok ? shown.value : shown.trouble.message).position_sizing).toEqual({
      method: 'volatility_target',
      target: stored['position_sizing.target'],
      cap: 1,
      lookback: stored['position_sizing.lookback'],
    })
    const byRisk = 'backtest: { position_sizing: { method: risk_per_trade, risk: 0.01 },'
    const stopped = await sweep(CROSS.replace('backtest: {', byRisk), '--estimate')
    expect(stopped.document.data.estimate.configurations).toBe(360)
  })

  it('tells what it would take, and does nothing', { timeout: 60_000 }, async () => {
    const { sweep, sweeps } = await house()
    const { document } = await sweep(CROSS, '--estimate')
    expect(document.data).toMatchObject({ summary: null, estimate: { configurations: 360 } })
    expect(document.data.estimate.seconds).toBeGreaterThan(0)
    const { trialsBefore, trials, days, bestSharpe } = document.data.luck
    expect([trialsBefore, trials]).toEqual([0, 360])
    expect(days).toBeGreaterThan(500)
    // Of 360 standard normal numbers the greatest is 2.98 on average (exact integral; the formula is 0.3 % off).
    expect(bestSharpe / Math.sqrt(365 / days)).toBeCloseTo(2.98, 1)
    expect(existsSync(sweeps)).toBe(false)
  })
})

describe('a sweep is refused', () => {
  const far = '{ from: 0.0001, to: 0.9999, step: 0.0001 }'
  it.each([
    [
      'a grid of a million million points',
      `stop_loss: ${far}\n  take_profit: ${far}\n  trailing_stop: ${far}`,
      'sweep-too-large',
      'GiB of disk',
    ],
    ['a parameter that is none', 'fasst: [1]', 'unknown-parameter', 'Did you mean fast'],
    ['a range that a grid cannot count', 'stop_loss: { from: 0.1, to: 0.2 }', 'range-without-step', 'step'],
    ['a value out of its range', 'fast: [0]', 'bad-parameter', 'fast'],
    ['a stop that is none', 'stop_loss: [-1]', 'bad-domain', 'stop_loss'],
    ['parameters that never make sense', 'fast: [90]\n  slow: [10]', 'bad-parameter', 'contradict'],
  ])('%s', { timeout: 30_000 }, async (_what, grid, code, word) => {
    const { sweep, sweeps } = await house()
    const spec = `strategy: { id: moving-average-cross }\nparameter_grid:\n  ${grid}\nbacktest: { instruments: [AAPL] }\n`
    const { exitCode, document } = await sweep(spec)
    expect(exitCode).toBe(1)
    expect(document.error.code).toBe(code)
    expect(`${document.error.message} ${document.error.hint}`).toContain(word)
    expect(existsSync(sweeps)).toBe(false)
  })

  it('for a field that it has not got, and too many trials of a search that learns', { timeout: 30_000 }, async () => {
    const { sweep } = await house()
    const unknown = await sweep(CROSS.replace('constraints', 'constraint'))
    expect(unknown.document.error).toMatchObject({ code: 'spec-unknown-field' })
    expect(unknown.document.error.hint).toContain('constraints')
    const short = await sweep(
      CROSS.replace('max_drawdown: "< 0.9"', 'annual_return: "> 20%"').replace(
        '[AAPL],',
        '[AAPL], start_date: 2023-06-01,',
      ),
    )
    expect(short.document.error).toMatchObject({ code: 'under-a-year' })
    const many = await sweep(CROSS, '--method', 'tpe', '--trials', '20000')
    expect(many.document.error.code).toBe('too-many-trials')
  })
})
