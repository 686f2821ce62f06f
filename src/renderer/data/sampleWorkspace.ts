import type { JobRequest } from '../../core/contract/workbench/api.ts'
import type { WorkspaceCard } from '../../core/contract/workbench/views.ts'

const NAME = 'sample'
export const SAMPLE_LEGS = { primary: 'ALPHA', secondary: 'BETA' } as const
/** A planted edge over five years of hours. */
export const SAMPLE_JOB: JobRequest = { kind: 'sample', sample: 'planted', strength: 5, seed: 1, bars: 43_800 }

/** The sample workspace that is there already, else a free name for one. What somebody made for themselves is never taken. */
export function sampleWorkspaceName(workspaces: readonly WorkspaceCard[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? NAME : `${NAME}_${number}`
    const card = workspaces.find((one) => one.name === name)
    if (card === undefined || isSample(card)) return name
  }
}

function isSample({ workspace, series }: WorkspaceCard): boolean {
  if (workspace === null) return false
  const { primary, secondary } = workspace.roles
  const isOurs = primary === SAMPLE_LEGS.primary && secondary === SAMPLE_LEGS.secondary
  return isOurs && (workspace.synthetic !== undefined || series.length === 0)
}
