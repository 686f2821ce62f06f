import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { ModelView } from '../../../core/contract/workbench/modelViews.ts'

type ScoreSide = { readonly mean: number | null; readonly deviation: number | null; readonly baseline: number | null }
export type ScorePair = { readonly name: string; readonly left: ScoreSide; readonly right: ScoreSide }
export type FactPair = { readonly name: string; readonly left: string; readonly right: string }

/** Scores that both have. */
export function scorePairs(left: ModelView, right: ModelView): readonly ScorePair[] {
  return Object.keys(left.report.scores)
    .filter((name) => right.report.scores[name] !== undefined)
    .map((name) => ({ name, left: sideOf(left, name), right: sideOf(right, name) }))
}

function sideOf({ report }: ModelView, name: string): ScoreSide {
  const { mean = null, deviation = null } = report.scores[name]?.overFolds ?? {}
  return { mean, deviation, baseline: report.baseline[name]?.mean ?? null }
}

/** Everything in which they are not alike. */
export function comparedFacts(left: ModelView, right: ModelView): readonly FactPair[] {
  const [first, second] = [factsOf(left), factsOf(right)]
  const names = [...new Set([...first.keys(), ...second.keys()])]
  return names.flatMap((name) => {
    const pair = { name, left: first.get(name) ?? 'not said', right: second.get(name) ?? 'not said' }
    return pair.left === pair.right ? [] : [pair]
  })
}

function factsOf({ manifest, version, report }: ModelView): ReadonlyMap<string, string> {
  return new Map([
    ['stage', version.stage],
    ['model type', manifest.modelType],
    ['matrix', `${manifest.matrix.name} ${manifest.matrix.sha256.slice(0, 8)}`],
    ['target', manifest.target.name],
    ['instruments', manifest.instruments.join(', ')],
    ['rows', String(manifest.rows)],
    ['features', manifest.features.join(', ')],
    ['engine', manifest.engineVersion],
    ['trials', String(report.trials.own)],
    ['folds', String(report.folds.length)],
    ...leavesOf('', manifest.spec).filter(([name]) => name !== 'model_type'),
  ])
}

/** Each value of a specification by its path. */
function leavesOf(path: string, value: JsonValue): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [[path, JSON.stringify(value)]]
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(path === '' ? name : `${path}.${name}`, inner))
}
