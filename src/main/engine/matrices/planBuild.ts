import type { Workspace } from '../../../core/contract/workspace.ts'
import { featureComputer } from '../../../core/features/matrix/featureComputer.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { BuildPorts } from './buildPorts.ts'
import { listMatrices } from './listMatrices.ts'
import { matrixFiles } from './matrixFiles.ts'
import { closeAll } from './ownFamilies.ts'
import { type PreparedBuild, prepareBuild } from './prepareBuild.ts'
import { type BuildWish, readBuildSpec } from './readBuildSpec.ts'
import { matrixName } from './storeMatrix.ts'

/** What a build would make. `bars`: of the range, of all instruments, warm-up not yet taken off. */
export type BuildPlan = {
  readonly workspace: string
  readonly sha256: string
  readonly file: string
  readonly isThere: boolean
  readonly instruments: readonly string[]
  readonly interval: string
  readonly bars: number
  readonly sealed: number
  readonly holdOutStart: string | null
  readonly features: readonly { readonly name: string; readonly version: number; readonly warmupBars: number }[]
  readonly target: { readonly name: string; readonly task: string; readonly formula: string }
  readonly assumptions: PreparedBuild['assumptions']
}

/** Reads everything that a build reads, and computes no feature. Errors: those of `readBuildSpec` and `prepareBuild`. */
export async function planBuild(ports: BuildPorts, workspace: Workspace, wish: BuildWish): Promise<Outcome<BuildPlan>> {
  const read = readBuildSpec(workspace, wish)
  if (!read.ok) return read
  const prepared = await prepareBuild(ports, workspace, read.value, () => {})
  if (!prepared.ok) return prepared
  try {
    return success(planOf(ports, workspace, prepared.value))
  } finally {
    await closeAll(prepared.value.own)
  }
}

function planOf({ files }: BuildPorts, workspace: Workspace, build: PreparedBuild): BuildPlan {
  const { source, features, target, sha256, inputs, assumptions } = build
  const view = featureComputer(inputs).view(0).inputs
  const name = matrixName(build, target.compute(view).horizonBars)
  const isInRange = (timeMs: number) => timeMs >= source.startMs && timeMs < source.endMs
  const { timeMs, instruments } = source.market
  const bars = instruments.reduce(
    (sum, { close }) =>
      sum + timeMs.reduce((count, at, row) => count + (isInRange(at) && !Number.isNaN(close[row]!) ? 1 : 0), 0),
    0,
  )
  return {
    workspace: workspace.name,
    sha256,
    file: matrixFiles(name, sha256).table,
    isThere: listMatrices(files).some((known) => known.sha256 === sha256),
    instruments: source.instruments.map(({ symbol }) => symbol),
    interval: source.interval.label,
    bars,
    sealed: source.sealed,
    holdOutStart: source.sealedMs === null ? null : isoTime(source.sealedMs),
    features: features.map(({ name: column, version, warmupBars }) => ({ name: column, version, warmupBars })),
    target: { name: target.name, task: target.task, formula: target.formula },
    assumptions,
  }
}
