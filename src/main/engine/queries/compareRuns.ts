import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { JobPortsToRead } from './jobStatus.ts'
import { type RunView, showRun } from './showRun.ts'

type Scalar = string | number | boolean | null

/** `field` is the path in the summary; undefined on one side is given as null. */
type Difference = { readonly field: string; readonly left: Scalar; readonly right: Scalar }

export type RunComparison = {
  readonly left: string
  readonly right: string
  readonly same: number
  readonly differences: readonly Difference[]
}

/** Every field in which the summaries of two runs differ, in the order of the summary. Error: `run-unfinished`. */
export async function compareRuns(
  ports: JobPortsToRead,
  workspace: string,
  leftId: string,
  rightId: string,
): Promise<Outcome<RunComparison>> {
  const left = await showRun(ports, workspace, leftId)
  if (!left.ok) return left
  const right = await showRun(ports, workspace, rightId)
  if (!right.ok) return right
  for (const { run, summary } of [left.value, right.value])
    if (summary === null)
      return failure(
        'run-unfinished',
        `The run ${run.runId} has published nothing yet.`,
        'Run the pipeline to its end.',
      )
  return success(comparison(left.value, right.value))
}

function comparison(left: RunView, right: RunView): RunComparison {
  const [leftFields, rightFields] = [flatFields('', left.summary), flatFields('', right.summary)]
  const names = [...new Set([...leftFields.keys(), ...rightFields.keys()])]
  const differences = names
    .map((field) => ({ field, left: leftFields.get(field) ?? null, right: rightFields.get(field) ?? null }))
    .filter((line) => line.left !== line.right)
  return { left: left.run.runId, right: right.run.runId, same: names.length - differences.length, differences }
}

/** A gate is named by its id, so that gates of two runs meet whatever their order. */
function flatFields(path: string, value: unknown): ReadonlyMap<string, Scalar> {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return new Map([[path, value]])
  if (typeof value !== 'object' || value === null) return new Map([[path, null]])
  const parts = Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const name = Array.isArray(value) ? (idOf(part) ?? key) : key
    return [...flatFields(path === '' ? name : `${path}.${name}`, part)]
  })
  return new Map(parts)
}

function idOf(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string' ? value.id : null
}
