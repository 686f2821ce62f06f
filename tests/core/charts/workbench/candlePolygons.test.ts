import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CandlePolygons,
  candlePolygons,
  columnPolygon,
  type Point,
} from '../../../../src/core/charts/workbench/candlePolygons.ts'

const PLACE = { x: (timeMs: number) => timeMs, y: (price: number) => 200 - price, widthPixels: 10, floorY: 150 }

/** Pixels inside an outline by the nonzero rule, counted at their middles: independent of how the boxes are put together. */
function inked(outline: readonly Point[], width: number, height: number): ReadonlySet<string> {
  const found = new Set<string>()
  for (let px = 0; px < width; px++)
    for (let py = 0; py < height; py++) if (windings(outline, px + 0.5, py + 0.5) !== 0) found.add(`${px},${py}`)
  return found
}

function windings(outline: readonly Point[], atX: number, atY: number): number {
  let turns = 0
  for (const [row, [x1, y1]] of outline.entries()) {
    const [x2, y2] = outline[(row + 1) % outline.length]!
    if (y1 <= atY === y2 <= atY) continue
    if (x1 + ((atY - y1) / (y2 - y1)) * (x2 - x1) > atX) turns += y2 > y1 ? 1 : -1
  }
  return turns
}

function boxes(...all: readonly (readonly [number, number, number, number])[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const [left, top, right, bottom] of all)
    for (let px = left; px < right; px++) for (let py = top; py < bottom; py++) found.add(`${px},${py}`)
  return found
}

function polygonsOf(rows: readonly (readonly number[])[], from = 0, below = rows.length): CandlePolygons {
  const column = (place: number) => rows.map((row) => row[place]!)
  const candles = { timeMs: column(0), open: column(1), high: column(2), low: column(3), close: column(4), volume: [] }
  return candlePolygons(candles, from, below, PLACE)
}

describe('candlePolygons', () => {
  test('a rise, a fall and a standstill: wick over body, each in its colour, and nothing between them', () => {
    const { gain, loss, level } = polygonsOf([
      [20, 60, 90, 55, 80],
      [40, 80, 85, 70, 75],
      [60, 75, 76, 60, 75],
      [70, 60, 90, 55, 80],
    ])
    const rise = (x: number) => [[x, 110, x + 1, 145] as const, [x - 3, 120, x + 4, 140] as const]
    expect(inked(gain, 100, 200)).toEqual(boxes(...rise(20), ...rise(70)))
    expect(inked(loss, 100, 200)).toEqual(boxes([40, 115, 41, 130], [37, 120, 44, 125]))
    expect(inked(level, 100, 200)).toEqual(boxes([60, 124, 61, 140], [57, 125, 64, 126]))
  })

  test('only the rows that are asked for', () => {
    const rows = [20, 40, 60].map((timeMs) => [timeMs, 60, 90, 55, 80])
    expect(polygonsOf(rows, 1, 2)).toEqual(polygonsOf([rows[1]!]))
    expect(polygonsOf(rows, 2, 2)).toEqual({ gain: [], loss: [], level: [] })
  })

  test('columns stand on the floor, and none is none', () => {
    const outline = columnPolygon({ timeMs: [20, 40, 60], volume: [70, 0, 60] }, 0, 3, PLACE)
    expect(inked(outline, 100, 200)).toEqual(boxes([17, 130, 24, 150], [57, 140, 64, 150]))
  })

  test('what is drawn reaches from the low to the high of each candle', () => {
    const price = fc.integer({ min: 1, max: 190 })
    fc.assert(
      fc.property(fc.array(fc.tuple(price, price, price, price), { minLength: 1, maxLength: 4 }), (prices) => {
        const rows = prices.map((four, row) => {
          const [low, high] = [Math.min(...four), Math.max(...four)]
          return [10 + row * 15, four[0], high, low, four[1]]
        })
        const ink = Object.values(polygonsOf(rows)).map((outline) => inked(outline, 70, 200))
        for (const [timeMs, open, high, low, close] of rows) {
          const column = ink.flatMap((set) => [...set].filter((pixel) => pixel.startsWith(`${timeMs},`)))
          const levels = column.map((pixel) => Number(pixel.split(',')[1]))
          expect(Math.min(...levels)).toBe(200 - high!)
          // A standstill is a line of one pixel below its price, which may be its low.
          const line = open === close ? 200 - close! + 1 : 0
          expect(Math.max(...levels) + 1).toBe(Math.max(200 - low!, 200 - high! + 1, line))
        }
      }),
      { numRuns: 60 },
    )
  })
})
