import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { assembleEngineHost } from '../../../src/main/assemble.ts'
import { assay } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { codeOf, valueFrom } from '../ledger/ledgerFixture.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
  await import('@resvg/resvg-js')
})

/** Daily bars that go one way for about ten days, then the other. */
function trendingBars(): string {
  const stream = createStream(5, 'trending-bars')
  const sessions = calendarOf('us-equity-rth').sessions(Date.UTC(2019, 0, 1), Date.UTC(2023, 0, 1))
  let close = 100
  let way = 1
  const rows = sessions.map(({ openMs }) => {
    if (stream.nextUniform() < 0.1) way = -way
    const open = close * (1 + 0.0005 * stream.nextNormal())
    close = open * (1 + 0.008 * way + 0.003 * stream.nextNormal())
    const [high, low] = [Math.max(open, close) * 1.001, Math.min(open, close) * 0.999]
    return [
      new Date(openMs).toISOString().slice(0, 10),
      ...[open, high, low, close].map((price) => price.toFixed(4)),
      1e6,
    ].join(',')
  })
  return `Date,Open,High,Low,Close,Volume\n${rows.join('\n')}\n`
}

const BUILD = `ticker: ACME
features: { indicators: [RSI_5, ROC_3], custom: [price_momentum] }
target: direction_1
frequency: 1D
`
const TRAIN = 'model_type: logistic\nlearning_curve: false\nvalidation: { n_splits: 3 }\n'
const BACKTEST = 'entry_threshold: 0.1\nexit_threshold: 0\ndirection: both\nexecution: { slippage: 0, commission: 0 }\n'

async function house() {
  const home = freshFolder()
  const file = (name: string, text: string) => {
    const path = join(home, name)
    writeFileSync(path, text)
    return path
  }
  const done = async (...words: readonly string[]) => {
    const { document } = await assay(home, ...words)
    expect([words.slice(0, 2).join(' '), document.error]).toEqual([words.slice(0, 2).join(' '), undefined])
    return document.data
  }
  const refused = async (...words: readonly string[]) => (await assay(home, ...words)).document.error?.code
  await done('workspace', 'create', 'way', '--symbols', 'ACME', '--asset-class', 'equity', '--interval', '1d')
  const bars = file('bars.csv', trendingBars())
  await done('data', 'import', 'way', '--symbol', 'ACME', '--file', bars, '--tz', 'America/New_York')
  const build = () => done('build', 'way', '--config', file('build.yaml', BUILD))
  const train = (id: string) =>
    done('train', 'way', '--config', file('train.yaml', TRAIN), '--id', id, '--workers', '1')
  const backtest = (id: string) => [
    'backtest',
    'run',
    'way',
    '--config',
    file('backtest.yaml', BACKTEST),
    '--model',
    id,
  ]
  return { home, done, refused, build, train, backtest, path: (name: string) => join(home, 'workspaces/way', name) }
}

describe('a model and the sealed hold-out', () => {
  it('foretells what it never saw, once told to, and is traded through it', { timeout: 120_000 }, async () => {
    const { done, refused, build, train, backtest, path, home } = await house()
    const host = await assembleEngineHost(home)
    onTestFinished(() => host.close())
    const { signal } = new AbortController()
    const seals = async () => valueFrom(await host.handlers['holdOut.list']({ workspace: 'way' }, signal))
    const plan = (wish: { readonly share?: number; readonly from?: string }) =>
      host.handlers['holdOut.plan']({ workspace: 'way', request: { kind: 'seal', symbols: ['ACME'], ...wish } }, signal)
    expect(await seals()).toEqual([])
    expect(codeOf(await plan({ from: 'soon' }))).toBe('bad-day')
    const planned = valueFrom(await plan({ share: 0.25 }))
    expect(await seals()).toEqual([])
    const sealed = await done('hold-out', 'seal', 'way', '--share', '0.25')
    expect(sealed).toEqual(planned)
    const { symbols, interval, from, sealedBars } = planned
    expect(await seals()).toEqual([{ symbols, interval, from, sealedBars, openings: 0 }])
    expect(codeOf(await plan({ share: 0.25 }))).toBe('hold-out-fixed')
    expect(sealed).toMatchObject({ symbols: 'ACME', lookedAt: 0 })
    expect(sealed.sealedBars / sealed.bars).toBeCloseTo(0.25, 2)
    expect(await refused('hold-out', 'seal', 'way', '--from', '2022-06-01')).toBe('hold-out-fixed')
    const built = await build()
    const trained = await train('trend')
    expect(Date.parse(trained.manifest.labelsEnd)).toBeLessThanOrEqual(Date.parse(sealed.from))
    expect(await refused(...backtest('trend'), '--through-hold-out')).toBe('hold-out-not-foretold')
    const standing = async (model: string) =>
      valueFrom(await host.handlers['models.holdOut']({ workspace: 'way', model }, signal))
    const seal = { symbols: 'ACME', fromMs: Date.parse(from) }
    expect(await standing('trend')).toMatchObject({
      seals: [{ ...seal, openings: 0 }],
      foretelling: null,
      isWhole: false,
      refusal: null,
    })
    expect(await refused('models', 'hold-out', 'way')).toBe('model-not-named')
    const { foretelling } = await done('models', 'hold-out', 'way', '--model', 'trend')
    expect(await standing('trend')).toMatchObject({ seals: [{ ...seal, openings: 1 }], foretelling, isWhole: true })
    expect(foretelling).toMatchObject({
      sealedFrom: sealed.from,
      rows: sealed.sealedBars,
      withTarget: sealed.sealedBars - 1,
    })
    expect(foretelling.openings).toEqual([{ symbols: 'ACME', openings: 1 }])
    // Trends of ten days can be foretold, in the hold-out as before it.
    expect(foretelling.scores.area_under_roc).toBeGreaterThan(0.7)
    expect(foretelling.scores.log_loss).toBeLessThan(foretelling.always.log_loss)
    expect((await done('models', 'hold-out', 'way', `trend@${trained.version}`)).unchanged).toBe(true)
    // Bars that come later lengthen the hold-out: what was foretold before them is not taken for all.
    const later = join(home, 'later.csv')
    writeFileSync(later, 'Date,Open,High,Low,Close,Volume\n2023-01-03,100,101,99,100,1000000\n')
    await done('data', 'import', 'way', '--symbol', 'ACME', '--file', later, '--tz', 'America/New_York')
    expect((await standing('trend')).isWhole).toBe(false)
    const longerOut = await done('models', 'hold-out', 'way', 'trend')
    expect([longerOut.unchanged, longerOut.foretelling.rows]).toEqual([false, sealed.sealedBars + 1])
    expect(longerOut.foretelling.openings).toEqual(foretelling.openings)
    const before = await done(...backtest('trend'))
    const through = await done(...backtest('trend'), '--through-hold-out')
    expect(Date.parse(before.manifest.lastTime)).toBeLessThan(Date.parse(sealed.from))
    expect(through.manifest.lastTime.slice(0, 10)).toBe('2023-01-03')
    expect(through.manifest.bars - before.manifest.bars).toBe(sealed.sealedBars + 1)
    expect(through.manifest.holdOut.opened[0]).toMatchObject({ symbols: 'ACME', openings: 2 })
    expect(through.metrics.endEquity).toBeGreaterThan(before.metrics.endEquity)
    expect(await seals()).toMatchObject([{ sealedBars: sealedBars + 1, openings: 2 }])
    const openings = (await done('ledger', 'show', '--kind', 'opening')).entries
    expect(openings).toHaveLength(2)
    const id = `trend@${trained.version}`
    const kept = await done('verify', 'way', '--run', id)
    const written = await done('report', 'way', 'trend')
    expect(written).toMatchObject({ kind: 'model', id, files: [{}, {}] })
    const page = readFileSync(path(written.files[0].file), 'utf8')
    const shown = JSON.parse(
      readFileSync(path(`models/trend/artifacts/metrics/validation_${trained.version}.json`), 'utf8'),
    )
    const four = (value: number) => value.toPrecision(4)
    for (const told of [
      ...kept.files.map(({ recorded }: { recorded: string }) => recorded),
      trained.manifest.matrix.contentSha256,
      four(shown.scores.log_loss.overFolds.mean),
      four(shown.scores.log_loss.overFolds.deviation),
      four(shown.calibration.error.expected),
      four(longerOut.foretelling.scores.area_under_roc),
      ...shown.folds.map(
        ({ testFrom, testTo }: Record<string, string>) => `${testFrom!.slice(0, 10)} to ${testTo!.slice(0, 10)}`,
      ),
      ...shown.importance.rows.map(
        ({ feature, mean }: { feature: string; mean: number }) => `${feature} ${four(mean)}`,
      ),
    ])
      for (const word of told.split(' ')) expect(page).toContain(word)
    // What the model says of a sealed row is what it says of that row in a matrix that is built once nothing is sealed.
    writeFileSync(path('hold-out.json'), '{"schemaVersion":1,"boundariesMs":{}}')
    const longer = await build()
    expect(longer.passport.rows).toBe(built.passport.rows + sealed.sealedBars + 1)
    const out = join(home, 'signals.csv')
    await done('models', 'predict', 'way', 'trend', '--matrix', longer.passport.sha256.slice(0, 8), '--out', out)
    const rows = readFileSync(out, 'utf8').trimEnd().split('\n').slice(1)
    expect(rows.filter((row) => row.split(',')[1]! > sealed.from)).toHaveLength(sealed.sealedBars + 1)
  })

  it('is refused where there is none, where the model has seen it, and where the bars are others', {
    timeout: 120_000,
  }, async () => {
    const { done, refused, build, train, backtest, path } = await house()
    expect((await done('hold-out', 'show', 'way')).holdOuts).toEqual([])
    expect(await refused('hold-out', 'seal', 'way', '--from', '2031-01-01')).toBe('hold-out-empty')
    expect(await refused('hold-out', 'seal', 'way', '--symbols', 'NONE')).toBe('unknown-instrument')
    expect(await refused('hold-out', 'seal', 'way', '--from', '2022-01-03', '--share', '0.3')).toBe(
      'conflicting-option',
    )
    await build()
    await train('eager')
    expect(await refused('models', 'hold-out', 'way', 'eager')).toBe('no-hold-out')
    await done(...backtest('eager'))
    const sealed = await done('hold-out', 'seal', 'way', '--from', '2022-01-03')
    expect(sealed.lookedAt).toBeGreaterThan(0)
    expect(await refused('models', 'hold-out', 'way', 'eager')).toBe('model-learned-sealed-rows')
    const built = await build()
    await train('later')
    const [name] = built.files.filter((file: string) => file.endsWith('.build.json'))
    const spec = path(name.replace(/^way\//, ''))
    writeFileSync(spec, readFileSync(spec, 'utf8').replace('RSI_5', 'RSI_6'))
    expect(await refused('models', 'hold-out', 'way', 'later')).toBe('matrix-not-reproduced')
  })
})
