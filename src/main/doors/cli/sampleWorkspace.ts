import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { SampleOptions } from '../../engine/commands/sampleData.ts'
import { sampleRequest } from './joining/jobRequests.ts'
import type { ProgressMode } from './progress/progressDisplay.ts'
import { runAsJob } from './runAsJob.ts'
import type { Session } from './runCommand.ts'

/** A BTC + ETH workspace with a synthetic sample in it; one that is there already is left as it is. */
export async function sampleWorkspace(
  session: Session,
  workspace: string,
  sample: SampleOptions,
  progress: ProgressMode | undefined,
): Promise<Outcome<void>> {
  const { assembleWorkspacePorts } = await import('../../assemble.ts')
  const { createWorkspace } = await import('../../engine/commands/createWorkspace.ts')
  const { listPassports } = await import('../../engine/queries/dataPassport.ts')
  const ports = assembleWorkspacePorts(session.home)
  if (!ports.home.hasWorkspace(workspace)) {
    const created = createWorkspace(ports, { name: workspace, primary: 'BTC', secondary: 'ETH' })
    if (!created.ok) return created
  }
  const held = listPassports(ports.home.workspaceFiles(workspace))
  if (!held.ok) return held
  if (held.value.series.length > 1) return success(undefined)
  const plan = {
    workspace,
    command: `assay data sample ${workspace}`,
    spec: { kind: sample.kind, seed: sample.seed, bars: sample.bars },
    stages: [],
    progress,
    request: sampleRequest(sample),
  }
  const filled = await fill(session, plan, sample)
  return filled.ok ? success(undefined) : filled
}

function fill(session: Session, plan: Parameters<typeof runAsJob>[1], sample: SampleOptions) {
  return runAsJob(session, plan, async ({ opened, job }, { manifests }) => {
    const { assembleDataPorts } = await import('../../assemble.ts')
    const { sampleData } = await import('../../engine/commands/sampleData.ts')
    const data = await assembleDataPorts(opened.files)
    return job.stage('sample', () =>
      sampleData({ ...data, manifests }, opened, sample, (done, total, note) => job.beat('sample', done, total, note)),
    )
  })
}
