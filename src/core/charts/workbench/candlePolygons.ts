import type { CandleColumns } from './candleColumns.ts'

export type Point = [number, number]
export type CandlePolygons = { readonly gain: Point[]; readonly loss: Point[]; readonly level: Point[] }

/** From values to pixels. `widthPixels`: room of one candle; `floorY`: any level, the same for all. */
export type CandlePlace = {
  readonly x: (timeMs: number) => number
  readonly y: (price: number) => number
  readonly widthPixels: number
  readonly floorY: number
}

const BODY_SHARE = 0.7
const WIDEST = 13
const WICK = 1

/**
 * Rows [from, below) as one outline for each colour, on whole pixels: hundreds of candles cost as much to draw as three. Each box is
 * entered from the floor and left the way it was entered, which encloses nothing more.
 */
export function candlePolygons(
  { timeMs, open, high, low, close }: CandleColumns,
  from: number,
  below: number,
  { x, y, widthPixels, floorY }: CandlePlace,
): CandlePolygons {
  const polygons: CandlePolygons = { gain: [], loss: [], level: [] }
  const body = bodyWidth(widthPixels)
  for (let row = from; row < below; row++) {
    const tone = close[row]! > open[row]! ? 'gain' : close[row]! < open[row]! ? 'loss' : 'level'
    const outline = polygons[tone]
    const left = Math.round(x(timeMs[row]!) - body / 2)
    const wick = left + (body - WICK) / 2
    addBox(outline, wick, y(high[row]!), wick + WICK, y(low[row]!), floorY)
    if (body > WICK) {
      const [openY, closeY] = [y(open[row]!), y(close[row]!)]
      addBox(outline, left, Math.min(openY, closeY), left + body, Math.max(openY, closeY), floorY)
    }
  }
  return polygons
}

/** The same for columns that stand on the floor. */
export function columnPolygon(
  { timeMs, volume }: Pick<CandleColumns, 'timeMs' | 'volume'>,
  from: number,
  below: number,
  { x, y, widthPixels, floorY }: CandlePlace,
): Point[] {
  const outline: Point[] = []
  const width = bodyWidth(widthPixels)
  for (let row = from; row < below; row++) {
    const left = Math.round(x(timeMs[row]!) - width / 2)
    if (volume[row]! > 0) addBox(outline, left, y(volume[row]!), left + width, floorY, floorY)
  }
  return outline
}

/** Odd, so that the wick stands in the middle. */
function bodyWidth(widthPixels: number): number {
  const width = Math.min(WIDEST, Math.floor(widthPixels * BODY_SHARE))
  return Math.max(1, width - (1 - (width % 2)))
}

/** At least a pixel high. */
function addBox(outline: Point[], left: number, top: number, right: number, bottom: number, floorY: number): void {
  const upper = Math.round(top)
  const lower = Math.max(upper + 1, Math.round(bottom))
  outline.push([left, floorY], [left, upper], [right, upper], [right, lower], [left, lower], [left, floorY])
}
