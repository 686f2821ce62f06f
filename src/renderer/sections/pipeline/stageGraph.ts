/** A stage of the pipeline as it is drawn: `needs` name the stages whose results it reads. */
export type StageNode = {
  readonly name: string
  readonly title: string
  readonly needs: readonly string[]
}

export type PlacedStage = StageNode & {
  /** Place in the order in which the stages run, from 1. */
  readonly order: number
  readonly column: number
  readonly row: number
}

export type StageEdge = { readonly from: string; readonly to: string }

export type StageGraphLayout = {
  readonly columns: number
  /** Rows of the fullest column. */
  readonly rows: number
  readonly stages: readonly PlacedStage[]
  readonly edges: readonly StageEdge[]
}

/** Once before all others, and three times after them: these stages touch the world and are no part of the computing list. */
const BEFORE: StageNode = { name: 'prepare', title: 'Prepare the series', needs: [] }
const AFTER: readonly StageNode[] = [
  { name: 'hold-out', title: 'Open the hold-out', needs: [] },
  { name: 'export', title: 'Publish the bundle', needs: ['hold-out'] },
  { name: 'cleanup', title: 'Check and tidy up', needs: ['export'] },
]

/** All stages in running order: the computing ones between those around them. What needs nothing needs the preparation. */
export function wholePipeline(computing: readonly StageNode[]): readonly StageNode[] {
  const rooted = computing.map(({ name, title, needs }) => ({
    name,
    title,
    needs: needs.length > 0 ? needs : [BEFORE.name],
  }))
  return [BEFORE, ...rooted, ...AFTER]
}

/**
 * Layers from left to right: each computing stage stands one column behind the last one that it needs; the closing stages share the last
 * column, under each other. Rows keep the running order.
 */
export function layoutStages(computing: readonly StageNode[]): StageGraphLayout {
  const all = wholePipeline(computing)
  const closing = new Set(AFTER.map(({ name }) => name))
  const columnOf = new Map<string, number>()
  for (const { name, needs } of all) {
    if (closing.has(name)) continue
    columnOf.set(name, Math.max(-1, ...needs.map((need) => columnOf.get(need) ?? -1)) + 1)
  }
  const lastColumn = Math.max(-1, ...columnOf.values()) + 1
  const filled = new Map<number, number>()
  const stages = all.map((stage, index) => {
    const column = columnOf.get(stage.name) ?? lastColumn
    const row = filled.get(column) ?? 0
    filled.set(column, row + 1)
    return { ...stage, order: index + 1, column, row }
  })
  const edges = stages.flatMap(({ name, needs }) => needs.map((from) => ({ from, to: name })))
  return { columns: lastColumn + 1, rows: Math.max(0, ...filled.values()), stages, edges }
}

/** How many stages stand in a column. */
export function stagesInColumn(layout: StageGraphLayout, column: number): number {
  return layout.stages.filter((stage) => stage.column === column).length
}
