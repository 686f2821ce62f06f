import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createOwnFeatures } from '../../../src/main/adapters/typescript/ownFeatures.ts'
import { assay } from '../backtests/backtestScene.ts'
import { useTemporaryFolders } from '../files/temporaryFolder.ts'
import { buildHouse, ownText, SMALL_BUILD } from './matrixScene.ts'

const freshFolder = useTemporaryFolders()

beforeAll(async () => {
  await import('@duckdb/node-api')
})

const GAP = '({ open, close }) => open.map((price, t) => (t === 0 ? Number.NaN : price / close[t - 1]! - 1))'
const LEAK = '({ close }) => close.map((price, t) => (close[t + 1] ?? price) / price - 1)'
const UNSTEADY = '({ close }) => close.map((price) => price * Math.random())'

async function houseWithOwn() {
  const house = await buildHouse(freshFolder())
  mkdirSync(join(house.folder, 'features'))
  const withOwn = (...own: readonly string[]) => house.build({ ...SMALL_BUILD, features: { own } })
  return { ...house, withOwn }
}

describe("a researcher's own feature", () => {
  it('is a column, and one that was changed is seen without a restart', { timeout: 90_000 }, async () => {
    const house = await houseWithOwn()
    house.own('gap_up', ownText('gap_up', GAP))
    const first = await house.withOwn('gap_up')
    expect(first.document.error).toBeUndefined()
    expect(first.document.data.passport).toMatchObject({
      trusted: true,
      features: [{ name: 'gap_up', unit: 'fraction' }],
    })
    house.own('gap_up', ownText('gap_up', GAP.replace('- 1))', '- 2))')))
    const second = await house.withOwn('gap_up')
    expect(second.document.data.passport.sha256).not.toBe(first.document.data.passport.sha256)
    expect(second.document.data.computed).toBe(1)
    const mean = (built: typeof first) => built.document.data.report.columns[0].mean
    expect(mean(second)).toBeCloseTo(mean(first) - 1, 12)
  })

  it('that sees the next bar, or is not the same twice, is caught; the matrix is not to be trusted', {
    timeout: 90_000,
  }, async () => {
    const house = await houseWithOwn()
    house.own('next_move', ownText('next_move', LEAK))
    const leaking = (await house.withOwn('next_move')).document.data.passport
    expect(leaking.trusted).toBe(false)
    const codes = leaking.findings.map(({ code }: { code: string }) => code)
    expect(codes).toContain('look-ahead')
    expect(codes).toContain('feature-is-target')
    house.own('dice', ownText('dice', UNSTEADY))
    const unsteady = (await house.withOwn('dice')).document.data.passport
    expect(unsteady.findings).toContainEqual(expect.objectContaining({ code: 'look-ahead' }))
    const checked = await assay(house.home, 'matrices', 'own-features', 'stocks')
    const states = checked.document.data.map(({ name, state }: { name: string; state: string }) => [name, state])
    expect(states).toEqual([
      ['dice', 'leaks'],
      ['next_move', 'leaks'],
    ])
  })

  it.each([
    [
      'own-feature-failed',
      '({ open }) => {\n    if (open.length > 2) throw new Error("no way")\n    return open\n  }',
      'line 10: no way',
    ],
    ['own-feature-failed', '({ open }) => open.slice(1)', 'one a bar'],
    ['own-feature-types', '({ opened }) => opened', 'line 9'],
    ['own-feature-types', '({ open }) => { console.log(open.length); return open }', 'console'],
  ])('%s', { timeout: 60_000 }, async (code, compute, text) => {
    const house = await houseWithOwn()
    house.own('mine', ownText('mine', compute))
    const { document } = await house.withOwn('mine')
    expect(document.error?.code).toBe(code)
    expect(document.error.message).toContain(text)
  })

  it('has to be there under its own name, in one file, with a name that is free', { timeout: 90_000 }, async () => {
    const house = await houseWithOwn()
    const codeOf = async (name: string, text: string) => {
      house.own(name, text)
      return (await house.withOwn(name)).document.error?.code
    }
    expect(await codeOf('mine', ownText('other', GAP))).toBe('own-feature-name')
    expect(await codeOf('importing', `import { GAP } from './gap.ts'\n${ownText('importing', GAP)}`)).toBe(
      'own-feature-imports',
    )
    expect(await codeOf('RSI', ownText('RSI', GAP))).toBe('feature-name-taken')
    const missing = (await house.withOwn('mint')).document.error
    expect(missing).toMatchObject({ code: 'own-feature-missing', hint: expect.stringContaining('mine') })
  })

  it('that never ends is stopped, and says where it began', { timeout: 30_000 }, async () => {
    const folder = freshFolder()
    const declarations = new URL('../../../resources/own-features/assay-feature.d.ts', import.meta.url)
    const own = createOwnFeatures(declarations, 600)
    const path = join(folder, 'endless.ts')
    writeFileSync(path, ownText('endless', '() => {\n    for (;;) {}\n  }'))
    const opened = await own.open(path, 'a')
    if (!opened.ok) throw new Error(opened.trouble.message)
    const column = new Float64Array(3)
    const bars = {
      timeMs: column,
      closeMs: column,
      open: column,
      high: column,
      low: column,
      close: column,
      volume: column,
    }
    let beats = 0
    const stopped = opened.value.compute(bars, { symbol: 'A', intervalMs: 1 }, () => {
      beats++
    })
    expect(stopped).toMatchObject({
      trouble: { code: 'own-feature-too-slow', message: expect.stringContaining('line 9') },
    })
    expect(beats).toBeGreaterThan(1)
    writeFileSync(path, 'for (;;) {}\nexport {}\n')
    expect(await own.open(path, 'b')).toMatchObject({ trouble: { code: 'own-feature-too-slow' } })
  })
})
