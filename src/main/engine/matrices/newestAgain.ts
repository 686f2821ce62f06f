import type { Workspace } from '../../../core/contract/workspace.ts'
import { computeAt } from '../../../core/features/matrix/computeAt.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import type { BuildPorts } from './buildPorts.ts'
import { readBuild } from './matrixAgain.ts'
import { closeAll } from './ownFamilies.ts'
import { type PreparedBuild, prepareBuild } from './prepareBuild.ts'
import { stoppable } from './stoppable.ts'
import type { StoredMatrix } from './storedMatrix.ts'

/** Values of newest rows, made again from what was known then. `differing`: `SYMBOL column`. */
export type NewestAgain = { readonly rows: number; readonly values: number; readonly differing: readonly string[] }

/** More instruments would take longer than asking is worth. */
const MOST_INSTRUMENTS = 20

/**
 * The newest row of some instruments computed anew from the bars that were closed when it was decided, as they are stored today, and from nothing later: what a person at that
 * time would have had. `newest`: a row for each place of an instrument, -1 for none. Errors: those of `readBuild` and `prepareBuild`.
 */
export async function newestAgain(
  ports: BuildPorts,
  workspace: Workspace,
  stored: StoredMatrix,
  newest: readonly number[],
): Promise<Outcome<NewestAgain>> {
  const spec = readBuild(ports.files, stored.passport)
  if (!spec.ok) return spec
  return stoppable(async () => {
    const read = { written: spec.value, spec: spec.value, symbols: stored.passport.instruments }
    const prepared = await prepareBuild(ports, workspace, read, () => {})
    if (!prepared.ok) return prepared
    try {
      return success(compared(prepared.value, stored, newest))
    } finally {
      await closeAll(prepared.value.own)
    }
  })
}

function compared(
  { inputs, features }: PreparedBuild,
  { features: matrix, decisionMs, passport }: StoredMatrix,
  newest: readonly number[],
): NewestAgain {
  const asked = newest.flatMap((row, place) => (row < 0 ? [] : [{ row, place }])).slice(0, MOST_INSTRUMENTS)
  const differing = asked.flatMap(({ row, place }) => {
    const known = computeAt(inputs, place, features, decisionMs[row]!)
    return features.flatMap(({ name }, at) => {
      const column = matrix.names.indexOf(name)
      const isSame = known.ok && Object.is(known.value.values[at], matrix.values[row * matrix.columns + column])
      return isSame ? [] : [`${passport.instruments[place]} ${name}`]
    })
  })
  return { rows: asked.length, values: asked.length * features.length, differing }
}
