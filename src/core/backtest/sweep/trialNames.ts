import { canonicalJson } from '../../contract/canonicalJson.ts'
import type { Hash } from '../../contract/hash.ts'
import { axisValue, countOf } from '../../stats/search/searchAxis.ts'
import type { SweepAxis } from './sweepAxis.ts'

/**
 * Ids of trials, as hexadecimal SHA-256: the same configuration on the same bars has the same id in every sweep, whatever that varied. `common`: everything that
 * decides an evaluation beside the named values; `fixed`: those that no axis varies. A text is made once for each value that can be counted. Axes that `joined`
 * takes stand together as one value under its name.
 */
export function trialNames(
  hash: Hash,
  common: unknown,
  fixed: Readonly<Record<string, unknown>>,
  axes: readonly SweepAxis[],
  joined: JoinedAxes | null = null,
): (coordinates: Float64Array, at: number) => string {
  const prefix = hash(canonicalJson(common))
  const texts = axes.map((axis) =>
    countOf(axis) <= MOST_TEXTS
      ? Array.from({ length: countOf(axis) }, (_, place) => canonicalJson(axisValue(axis, place)))
      : null,
  )
  const own = axes.filter(({ name }) => joined?.takes(name) !== true)
  const names = [...new Set([...Object.keys(fixed), ...own.map(({ name }) => name)])].sort((a, b) => (a < b ? -1 : 1))
  const parts = names.map((name) => {
    if (name === joined?.name) return { name, k: JOINED, text: '' }
    const k = axes.findIndex((axis) => axis.name === name)
    const text = k < 0 ? canonicalJson(fixed[name]) : ''
    return { name, k, text: `${name}=${text}` }
  })
  return (coordinates, at) => {
    let content = prefix
    for (const { name, k, text } of parts) {
      if (k === JOINED) {
        content += `\n${name}=${canonicalJson(joined?.valueAt(coordinates, at))}`
        continue
      }
      const value = k < 0 ? null : coordinates[at + k]!
      content +=
        value === null ? `\n${text}` : `\n${name}=${texts[k]?.[value] ?? canonicalJson(axisValue(axes[k]!, value))}`
    }
    return hash(content)
  }
}

/** Values that several axes make together. */
export type JoinedAxes = {
  readonly name: string
  readonly takes: (axis: string) => boolean
  readonly valueAt: (coordinates: Float64Array, at: number) => unknown
}

const JOINED = -2
const MOST_TEXTS = 100_000
