import { describe, expect, it } from 'vitest'
import { PAIR_STAGE_OUTLINES } from '../../../../src/core/contract/workbench/pairStageOutlines.ts'
import { STAGES } from '../../../../src/main/engine/pipeline/stageRange.ts'
import { edgePath, graphHeight, nodePlace } from '../../../../src/renderer/sections/pipeline/edgePath.ts'
import { layoutStages } from '../../../../src/renderer/sections/pipeline/stageGraph.ts'

const layout = layoutStages(PAIR_STAGE_OUTLINES)
const geometry = { columnWidth: 170, nodeWidth: 140, nodeHeight: 56, rowGap: 12 }
const placed = new Map(layout.stages.map((stage) => [stage.name, stage]))

describe('layoutStages', () => {
  it('holds every stage of a run, in the order in which they run', () => {
    expect(layout.stages.map(({ name }) => name)).toEqual(STAGES.map(({ stage }) => stage))
    expect(layout.stages.map(({ order }) => order)).toEqual(STAGES.map((_, index) => index + 1))
  })

  it('puts each stage to the right of what it needs, the closing ones under each other', () => {
    for (const { from, to } of layout.edges) {
      const [source, target] = [placed.get(from)!, placed.get(to)!]
      expect(target.column > source.column || (target.column === source.column && target.row === source.row + 1)).toBe(
        true,
      )
    }
    const closing = ['hold-out', 'export', 'cleanup'].map((name) => placed.get(name)!)
    expect(closing.map(({ column, row }) => [column, row])).toEqual([0, 1, 2].map((row) => [layout.columns - 1, row]))
  })

  it('gives no two stages one place', () => {
    const places = layout.stages.map(({ column, row }) => `${column}.${row}`)
    expect(new Set(places).size).toBe(places.length)
    expect(layout.rows).toBe(4)
  })

  it('survives an empty pipeline', () => {
    const empty = layoutStages([])
    expect(empty.stages.map(({ name }) => name)).toEqual(['prepare', 'hold-out', 'export', 'cleanup'])
    expect(empty.columns).toBe(2)
  })
})

describe('edgePath', () => {
  it('never runs through a node on its way', () => {
    for (const { from, to } of layout.edges) {
      const path = edgePath(layout, placed.get(from)!, placed.get(to)!, geometry)
      const straights = [...path.matchAll(/L (\S+) (\S+)/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
      if (placed.get(from)!.column === placed.get(to)!.column) continue
      for (const { x, y } of straights)
        for (const stage of layout.stages) {
          const place = nodePlace(layout, stage, geometry)
          const inColumn = Math.abs(x - (place.x + geometry.nodeWidth)) < 1
          const inside = y > place.y && y < place.y + geometry.nodeHeight
          expect(inColumn && inside, `${from} -> ${to} through ${stage.name}`).toBe(false)
        }
    }
  })

  it('begins at the right of one stage and ends at the left of the other', () => {
    const path = edgePath(layout, placed.get('select')!, placed.get('robustness')!, geometry)
    const source = nodePlace(layout, placed.get('select')!, geometry)
    const target = nodePlace(layout, placed.get('robustness')!, geometry)
    expect(path.startsWith(`M ${source.x + 140} ${source.y + 28}`)).toBe(true)
    expect(path.endsWith(` ${target.x} ${target.y + 28}`)).toBe(true)
  })

  it('keeps all nodes within the height', () => {
    const bottoms = layout.stages.map((stage) => nodePlace(layout, stage, geometry).y + geometry.nodeHeight)
    expect(Math.max(...bottoms)).toBe(graphHeight(layout, geometry))
  })
})
