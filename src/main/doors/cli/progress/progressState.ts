import type { BeatEvent, JobEvent } from '../../../../core/contract/jobEvent.ts'

export type StageLine = { readonly stage: string; readonly seconds: number | null }

export type ProgressState = { readonly stages: readonly StageLine[]; readonly beat: BeatEvent | null }

export const EMPTY_PROGRESS: ProgressState = { stages: [], beat: null }

/** `seconds` of a stage is null while it runs. A beat of a stage that was never announced is shown while it lasts, not kept. */
export function foldProgress(state: ProgressState, event: JobEvent): ProgressState {
  switch (event.type) {
    case 'stage-start':
      return { stages: withStage(state.stages, event.stage, null), beat: null }
    case 'stage-end':
      return { stages: withStage(state.stages, event.stage, event.elapsedSeconds), beat: null }
    case 'beat':
      return { stages: state.stages, beat: event }
    case 'note':
      return state
  }
}

function withStage(stages: readonly StageLine[], stage: string, seconds: number | null): readonly StageLine[] {
  const known = stages.some((line) => line.stage === stage)
  if (!known) return [...stages, { stage, seconds }]
  return stages.map((line) => (line.stage === stage ? { stage, seconds } : line))
}
