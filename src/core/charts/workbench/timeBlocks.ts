import type { CustomSeriesOption, CustomSeriesRenderItemAPI } from 'echarts'
import type { Palette } from '../palette.ts'

/** A block of a row of time, UTC milliseconds, the end not included; `text` is what its tooltip says. */
export type TimePiece = { readonly fromMs: number; readonly toMs: number; readonly row: number; readonly text: string }

const BLOCK_SHARE = 0.62
/** A zone of a few hours in years of data must still be found. */
const LEAST_ZONE_PX = 2

/** Blocks of one kind in rows of time. `growth`: to which side one too narrow to be seen is widened (away from the block beside it), -1 to the left; 0: it stays as it is. */
export function timeBlocks(
  name: string,
  color: string,
  pieces: readonly TimePiece[],
  colors: Palette,
  growth: -1 | 0 | 1 = 0,
): CustomSeriesOption {
  return {
    type: 'custom',
    name,
    itemStyle: { color },
    clip: true,
    encode: { x: [0, 1], y: 2 },
    renderItem: (_parameters, api) => rectangle(api, growth, color, colors),
    data: pieces.map(({ fromMs, toMs, row, text }) => ({ name: text, value: [fromMs, toMs, row] })),
    z: growth === 0 ? 2 : 3,
  }
}

function rectangle(api: CustomSeriesRenderItemAPI, growth: -1 | 0 | 1, color: string, colors: Palette) {
  const [left = 0, middle = 0] = api.coord([api.value(0), api.value(2)])
  const [right = 0] = api.coord([api.value(1), api.value(2)])
  const band = api.size?.([0, 1])
  const height = (Array.isArray(band) ? band[1]! : 20) * BLOCK_SHARE
  const width = Math.max(growth === 0 ? 0 : LEAST_ZONE_PX, right - left)
  return {
    type: 'rect' as const,
    shape: { x: growth < 0 ? right - width : left, y: middle - height / 2, width, height },
    style: { fill: color, stroke: colors.background, lineWidth: growth === 0 ? 1 : 0 },
  }
}

/** The text of the piece that the pointer is on. */
export function pieceText(item: unknown): string {
  return typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : ''
}
