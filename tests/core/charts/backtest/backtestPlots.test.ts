import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backtestPlots } from '../../../../src/core/charts/backtest/backtestPlots.ts'
import { drawdownSpells } from '../../../../src/core/charts/backtest/drawdownSpells.ts'
import { mixedColor } from '../../../../src/core/charts/mixedColor.ts'
import { longestDrawdown } from '../../../../src/core/metrics/longestDrawdown.ts'
import { maxDrawdown } from '../../../../src/core/metrics/maxDrawdown.ts'
import { renderPng } from '../../../../src/main/adapters/images/renderPng.ts'
import { renderSvg } from '../../../../src/main/adapters/images/renderSvg.ts'
import { idleFixture, pictureFixture, ruinedFixture } from './pictureFixture.ts'

function functionsIn(value: unknown, path = 'option'): readonly string[] {
  if (typeof value === 'function') return [path]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => functionsIn(inner, `${path}.${key}`))
}

const pictures = {
  usual: pictureFixture(),
  warned: pictureFixture({ warnings: ['OPTIMISTIC: filled at the close that it decides on.'] }),
  bare: pictureFixture({ benchmark: null, assumptions: [], facts: [] }),
  idle: idleFixture(),
  ruined: ruinedFixture(),
}
/** All texts of the drawn picture, in its order; letters that the drawing escapes are back. */
function textsOf(picture: ReturnType<typeof pictureFixture>, name: string): readonly string[] {
  const { chart } = backtestPlots(picture, 'light').find((plot) => plot.name === name)!
  const svg = renderSvg(chart.option, chart.width, chart.height)
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) =>
    match[1]!.replaceAll('&quot;', '"').replaceAll('&amp;', '&').trim(),
  )
}

describe('all five', () => {
  test.each(Object.entries(pictures))(
    '%s: plain data that survives JSON, every number finite, in both themes',
    (_, picture) => {
      for (const theme of ['light', 'dark'] as const) {
        for (const { chart } of backtestPlots(picture, theme)) {
          expect(functionsIn(chart.option)).toEqual([])
          const text = JSON.stringify(chart.option)
          expect(text).not.toMatch(/:null|NaN|undefined|Infinity/)
          expect(JSON.parse(text)).toEqual(chart.option)
        }
      }
    },
  )

  test('are named as the files that they become, and each says title, figures, warning and assumptions', () => {
    const plots = backtestPlots(pictures.warned, 'light')
    expect(plots.map(({ name }) => name)).toEqual([
      'equity_curve',
      'drawdown',
      'returns_distribution',
      'trade_analysis',
      'monthly_returns_heatmap',
    ])
    for (const { name } of plots) {
      const all = textsOf(pictures.warned, name).join('\n')
      expect(all).toContain('moving-average cross on BTC/USD')
      expect(all).toContain('Sharpe ratio 1.25 (P = 365)')
      expect(all).toContain('OPTIMISTIC: filled at the close')
      expect(all).toContain('Assumptions: Filled at the open of the next bar. Fee 5 bps a side.')
    }
  })

  test('the same bytes twice, of the stated size', () => {
    for (const { chart } of backtestPlots(pictures.usual, 'light')) {
      const size = { width: chart.width, height: chart.height, textChunks: {} }
      const first = Buffer.from(renderPng(chart.option, size))
      expect(first.equals(Buffer.from(renderPng(chart.option, size)))).toBe(true)
      expect([first.readUInt32BE(16), first.readUInt32BE(20)]).toEqual([chart.width, chart.height])
    }
  })

  test('an account that never traded says so everywhere', () => {
    for (const name of [
      'equity_curve',
      'drawdown',
      'returns_distribution',
      'trade_analysis',
      'monthly_returns_heatmap',
    ])
      expect(textsOf(pictures.idle, name).join('\n')).toMatch(/nothing to draw/)
  })
})

describe('each', () => {
  test('months: a figure a month, the year compounded, a star where something is missing', () => {
    const texts = textsOf(pictures.usual, 'monthly_returns_heatmap')
    expect(texts).toEqual(expect.arrayContaining(['4.0%*', '−10.0%', '20.0%', '−6.4%*', '20.0%*', '2023', '2024']))
    expect(texts.join('\n')).toContain('2 of 3 gained')
  })

  test('reasons: the most frequent first, with count and sum', () => {
    const texts = textsOf(pictures.usual, 'trade_analysis')
    expect(texts).toEqual(expect.arrayContaining(['signal (40)', 'stop (20)', '−6k']))
    expect(texts.indexOf('signal (40)')).toBeLessThan(texts.indexOf('stop (20)'))
    expect(texts.join('\n')).toContain('60 trades: 40 won, 20 lost; 30 long, 30 short')
  })

  test('days without a move are told and left out', () => {
    expect(textsOf(pictures.usual, 'returns_distribution').join('\n')).toContain(
      '500 days, of them 72 without a move, not drawn',
    )
  })

  test('falls: peak, low and recovery with their dates', () => {
    const days = [0, 1, 2, 3, 4].map((day) => Date.UTC(2023, 0, 1 + day))
    const picture = pictureFixture({
      dayStartMs: days,
      equity: [110_000, 88_000, 99_000, 120_000, 90_000],
      returns: [0.1, -0.2, 0.1, 0.2, -0.25],
    })
    const texts = textsOf(picture, 'drawdown')
    expect(texts).toEqual(
      expect.arrayContaining([
        'from 4 Jan 2023, lowest 5 Jan 2023 after 1 day, not recovered by the end',
        'from 1 Jan 2023, lowest 2 Jan 2023 after 1 day, recovered 4 Jan 2023, 3 days',
      ]),
    )
    expect(texts.indexOf('25.0%')).toBeLessThan(texts.indexOf('20.0%'))
  })
})

test('falls agree with the figures: the deepest is the largest drawdown, the longest is the longest', () => {
  const equities = fc.array(fc.integer({ min: 50, max: 150 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(equities, (equity) => {
      const days = equity.map((_, day) => day)
      const spells = drawdownSpells(days, equity, equity[0]!)
      const returns = Float64Array.from(equity, (value, day) => value / (equity[day - 1] ?? equity[0]!) - 1)
      expect(spells[0]?.depth ?? 0).toBeCloseTo(maxDrawdown(returns)!, 10)
      const lengths = spells.map((spell) => (spell.endMs ?? days.at(-1)!) - spell.peakMs)
      const longest = longestDrawdown(Float64Array.from(days), Float64Array.from(equity), 0, equity[0]!)
      expect(Math.max(0, ...lengths)).toBe(longest?.lengthMs ?? 0)
    }),
  )
})

test('colours are mixed channel by channel', () => {
  expect(mixedColor('#000000', '#ffffff', 0)).toBe('#000000')
  expect(mixedColor('#0a0000', '#ff8000', 1)).toBe('#ff8000')
  expect(mixedColor('#000000', '#0a1420', 0.5)).toBe('#050a10')
})
