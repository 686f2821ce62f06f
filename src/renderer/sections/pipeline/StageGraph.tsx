import { useElementSize } from '@mantine/hooks'
import { useMemo } from 'react'
import { PAIR_STAGE_OUTLINES } from '../../../core/contract/workbench/pairStageOutlines.ts'
import { Explained } from '../../ui/Explained.tsx'
import { durationText, percentText } from '../../ui/numberText.ts'
import { edgePath, type GraphGeometry, graphHeight, nodePlace } from './edgePath.ts'
import { layoutStages, type PlacedStage } from './stageGraph.ts'
import type { StageState } from './stageStates.ts'
import './pipeline.css'

const LAYOUT = layoutStages(PAIR_STAGE_OUTLINES)
export const STAGE_NAMES: readonly string[] = LAYOUT.stages.map(({ name }) => name)
const STAGES = new Map(LAYOUT.stages.map((stage) => [stage.name, stage]))

const GAP = 30
const NARROWEST_COLUMN = 138
const WIDEST_COLUMN = 400
const WAITING: StageState = { state: 'waiting' }

/** The stages of the pipeline from left to right, each behind those whose results it reads. */
export function StageGraph({ states }: { readonly states: ReadonlyMap<string, StageState> }) {
  const { ref, width } = useElementSize<HTMLDivElement>()
  const geometry = useMemo(() => geometryFor(width), [width])
  const height = graphHeight(LAYOUT, geometry)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={ref} className="stage-graph" aria-label="Graph of the stages" tabIndex={0}>
      <div className="stage-graph-plane" style={{ width: LAYOUT.columns * geometry.columnWidth - GAP, height }}>
        <StageEdges states={states} geometry={geometry} height={height} />
        <ol className="stage-list">
          {LAYOUT.stages.map((stage) => {
            const { x, y } = nodePlace(LAYOUT, stage, geometry)
            const size = { width: geometry.nodeWidth, height: geometry.nodeHeight }
            return (
              <li key={stage.name} style={{ ...size, transform: `translate(${x}px, ${y}px)` }}>
                <StageCard stage={stage} state={states.get(stage.name) ?? WAITING} />
              </li>
            )
          })}
        </ol>
      </div>
    </section>
  )
}

function geometryFor(width: number): GraphGeometry {
  const fitting = Math.floor((width + GAP) / LAYOUT.columns)
  const columnWidth = Math.min(WIDEST_COLUMN, Math.max(NARROWEST_COLUMN, fitting))
  return { columnWidth, nodeWidth: columnWidth - GAP, nodeHeight: columnWidth < 170 ? 70 : 56, rowGap: 12 }
}

type EdgesProps = {
  readonly states: ReadonlyMap<string, StageState>
  readonly geometry: GraphGeometry
  readonly height: number
}

function StageEdges({ states, geometry, height }: EdgesProps) {
  return (
    <svg className="stage-edges" width="100%" height={height} aria-hidden="true">
      {LAYOUT.edges.map(({ from, to }) => {
        const [source, target] = [STAGES.get(from), STAGES.get(to)]
        if (source === undefined || target === undefined) return null
        const behind = hasResult(states.get(from))
        return (
          <path
            key={`${from} ${to}`}
            d={edgePath(LAYOUT, source, target, geometry)}
            data-behind={behind || undefined}
          />
        )
      })}
      <path className="stage-bracket" d={bracketPath(geometry, height)} />
    </svg>
  )
}

/** The hold-out is opened once everything before it is there: a line that gathers all columns, fed by the last one and leading to it. */
function bracketPath(geometry: GraphGeometry, height: number): string {
  const column = LAYOUT.columns - 1
  const x = column * geometry.columnWidth - GAP / 2
  const strokes = LAYOUT.stages.flatMap((stage) => {
    const y = nodePlace(LAYOUT, stage, geometry).y + geometry.nodeHeight / 2
    if (stage.name === 'hold-out') return [`M ${x} ${y} h ${GAP / 2}`]
    return stage.column === column - 1 ? [`M ${x - GAP / 2} ${y} h ${GAP / 2}`] : []
  })
  return [`M ${x} 2 V ${height - 2}`, ...strokes].join(' ')
}

function StageCard({ stage, state }: { readonly stage: PlacedStage; readonly state: StageState }) {
  return (
    <div className="stage-card" data-state={state.state}>
      <div className="stage-title">
        <span className="stage-order">{stage.order}</span>
        {stage.title}
      </div>
      <div className="stage-state">
        <Explained definition={explanationOf(stage, state)}>{stateText(state)}</Explained>
      </div>
      {state.state === 'running' ? (
        <div className="stage-share" style={{ width: `${(state.share ?? 0) * 100}%` }} aria-hidden="true" />
      ) : null}
    </div>
  )
}

function hasResult(state: StageState | undefined): boolean {
  return state?.state === 'done' || state?.state === 'kept'
}

function stateText(state: StageState): string {
  switch (state.state) {
    case 'running':
      return state.share === null ? 'running' : `running · ${percentText(state.share, { digits: 0 })}`
    case 'done':
      return state.seconds === null ? 'done' : `done · ${durationText(state.seconds * 1_000)}`
    default:
      return state.state
  }
}

function explanationOf({ name, needs }: PlacedStage, state: StageState): string {
  const reads = name === 'hold-out' ? 'all computing stages' : needs.join(', ')
  const first = `Stage "${name}"${reads === '' ? '' : `, needs: ${reads}`}.`
  switch (state.state) {
    case 'kept':
      return `${first} Its result is kept with the run and is not computed again.`
    case 'stopped':
      return `${first} The job ended while it was not done; what was finished of it is kept.`
    case 'running':
      return state.note === '' ? first : `${first} Now: ${state.note}.`
    default:
      return first
  }
}
