import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { Api } from '../../../core/contract/workbench/api.ts'
import type { EventView, TradeCurve } from '../../../core/contract/workbench/exploreViews.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { CURVE_STAGES, curveSubject } from '../../../core/pipeline/explore/curveSubject.ts'
import type { Subject } from '../../../core/pipeline/subject/subject.ts'
import { type Explored, type ExplorePorts, runExplorer } from '../pipeline/exploreRun.ts'
import type { RunPlace } from '../pipeline/openKnownRun.ts'
import { runFolder, stageFile } from '../pipeline/runFolder.ts'
import { findRun } from '../queries/findRun.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'

export type ExploreHandlerPorts = JobPortsToRead & ExplorePorts

export type ExploreHandlers = {
  readonly handlers: Pick<Handlers<Api, AbortSignal>, 'runs.events' | 'runs.event' | 'runs.trade'>
  close(): Promise<void>
}

/** Single events and trades of a run, computed again from its development data; nothing is kept on disk. */
export function exploreHandlers(ports: ExploreHandlerPorts): ExploreHandlers {
  const explorer = runExplorer(ports)
  const placeOf = async (workspace: string, idStart: string): Promise<Outcome<RunPlace>> => {
    const run = await findRun(ports, workspace, idStart)
    return run.ok ? success({ workspace, runId: run.value.runId }) : run
  }
  /** Only what `analyze` has counted in the ledger may be looked at. */
  const analysed = async (workspace: string, idStart: string): Promise<Outcome<RunPlace>> => {
    const place = await placeOf(workspace, idStart)
    if (!place.ok) return place
    return folderOf(ports, place.value).has(stageFile('analyze')) ? place : notAnalysed(place.value.runId)
  }
  return {
    close: explorer.close,
    handlers: {
      'runs.events': async ({ workspace, runId, detector }, signal) => {
        const place = await analysed(workspace, runId)
        if (!place.ok) return place
        const explored = await explorer.ask(place.value, { kind: 'events', detector }, signal)
        return explored.ok ? success(explored.value.answer) : explored
      },
      'runs.event': async ({ workspace, runId, ...event }, signal) => {
        const place = await analysed(workspace, runId)
        if (!place.ok) return place
        const explored = await explorer.ask(place.value, { kind: 'event', ...event }, signal)
        return explored.ok ? success(withSymbols(explored.value.answer, explored.value.symbols)) : explored
      },
      'runs.trade': async ({ workspace, runId, curve, row }, signal) => {
        const place = await placeOf(workspace, runId)
        if (!place.ok) return place
        const subject = subjectOf(ports, place.value, curve)
        if (!subject.ok) return subject
        const explored = await explorer.ask(place.value, { kind: 'trade', subject: subject.value, row }, signal)
        if (!explored.ok) return explored
        const { answer, symbols } = explored.value
        return success({ ...answer, event: withSymbols(answer.event, symbols) })
      },
    },
  }
}

function folderOf(ports: ExploreHandlerPorts, { workspace, runId }: RunPlace) {
  return runFolder(ports.home.workspaceFiles(workspace), `runs/${runId}`)
}

function notAnalysed(runId: string): Outcome<never> {
  return failure(
    'run-unfinished',
    `The run ${runId} has not come to its analysis of events yet.`,
    'Run the pipeline on, until the stage "analyze" is done.',
  )
}

/** Error: `no-stage-output`. */
function subjectOf(ports: ExploreHandlerPorts, place: RunPlace, curve: TradeCurve): Outcome<Subject> {
  const folder = folderOf(ports, place)
  const outputs: Record<string, JsonValue> = {}
  for (const stage of CURVE_STAGES) {
    if (!folder.has(stageFile(stage))) continue
    const output = folder.read(stageFile(stage))
    if (!output.ok) return output
    outputs[stage] = output.value
  }
  return curveSubject(outputs, curve)
}

function withSymbols(view: EventView, symbols: Explored<'event'>['symbols']): EventView {
  const symbolOf = (role: string) => symbols[role] ?? role
  const { legs, outcome } = view
  return {
    ...view,
    legs: legs.map((leg) => ({ ...leg, symbol: symbolOf(leg.symbol) })),
    outcome: outcome && {
      ...outcome,
      fills: outcome.fills.map((fill) => ({ ...fill, symbol: symbolOf(fill.symbol) })),
    },
  }
}
