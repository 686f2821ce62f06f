import { type PlacedStage, type StageGraphLayout, stagesInColumn } from './stageGraph.ts'

/** Pixels of the drawing. A column is a node and the gap behind it. */
export type GraphGeometry = {
  readonly columnWidth: number
  readonly nodeWidth: number
  readonly nodeHeight: number
  readonly rowGap: number
}

type Point = { readonly x: number; readonly y: number }

/** Top left corner of a node; each column stands in the middle of the height. */
export function nodePlace(layout: StageGraphLayout, stage: PlacedStage, geometry: GraphGeometry): Point {
  const step = geometry.nodeHeight + geometry.rowGap
  const above = (layout.rows - stagesInColumn(layout, stage.column)) / 2
  return { x: stage.column * geometry.columnWidth, y: (above + stage.row) * step }
}

export function graphHeight(layout: StageGraphLayout, { nodeHeight, rowGap }: GraphGeometry): number {
  return layout.rows * (nodeHeight + rowGap) - rowGap
}

/** SVG path from one stage to another: never through a node, but between the rows of the columns that lie on the way. */
export function edgePath(
  layout: StageGraphLayout,
  from: PlacedStage,
  to: PlacedStage,
  geometry: GraphGeometry,
): string {
  const { nodeWidth, nodeHeight, columnWidth } = geometry
  const start = nodePlace(layout, from, geometry)
  const end = nodePlace(layout, to, geometry)
  const middle = nodeHeight / 2
  if (from.column === to.column) {
    const x = start.x + nodeWidth / 2
    return `M ${x} ${start.y + nodeHeight} L ${x} ${end.y}`
  }
  const source = { x: start.x + nodeWidth, y: start.y + middle }
  const target = { x: end.x, y: end.y + middle }
  let path = `M ${source.x} ${source.y}`
  let at: Point = source
  for (let column = from.column + 1; column < to.column; column++) {
    const left = column * columnWidth
    const straight = source.y + ((target.y - source.y) * (left - source.x)) / (target.x - source.x)
    const y = nearestGap(layout, column, straight, geometry)
    path += `${bend(at, { x: left, y })} L ${left + nodeWidth} ${y}`
    at = { x: left + nodeWidth, y }
  }
  return path + bend(at, target)
}

/** The middle of the free strip of a column that is nearest to `y`. */
function nearestGap(layout: StageGraphLayout, column: number, y: number, geometry: GraphGeometry): number {
  const step = geometry.nodeHeight + geometry.rowGap
  const count = stagesInColumn(layout, column)
  const first = ((layout.rows - count) / 2) * step - geometry.rowGap / 2
  const gaps = Array.from({ length: Math.max(0, count - 1) }, (_, index) => first + (index + 1) * step)
  const outside = layout.rows > count ? [first, first + count * step] : []
  return [...gaps, ...outside].reduce(
    (best, gap) => (Math.abs(gap - y) < Math.abs(best - y) ? gap : best),
    gaps[0] ?? first,
  )
}

function bend(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2
  return ` C ${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
}
