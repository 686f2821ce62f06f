import { STANDARD_MAX_AGE_DAYS } from '../../../core/contract/buildSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { familyAsked } from '../../../core/features/matrix/familyAsked.ts'
import { TARGET_FAMILIES } from '../../../core/features/matrix/targets/targetFamilies.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { MatrixMarket } from './matrixMarket.ts'
import type { ReadBuild } from './readBuildSpec.ts'
import type { ResolvedBuild } from './resolveBuild.ts'

export type BuildAssumption = { readonly field: string; readonly value: string }

const MOST_NAMED = 8

/** Everything that decides the matrix and that nobody wrote, with what stands in for it. */
export function buildAssumptions(
  workspace: Workspace,
  { spec, symbols }: ReadBuild,
  source: MatrixMarket,
  resolved: ResolvedBuild,
): readonly BuildAssumption[] {
  const made: BuildAssumption[] = []
  const assume = (field: string, value: string) => made.push({ field, value })
  if (spec.ticker === undefined && spec.tickers === undefined && spec.instruments === undefined)
    assume('instruments', symbols.length > MOST_NAMED ? `all ${symbols.length} of the workspace` : symbols.join(', '))
  if (spec.start_date === undefined) assume('start_date', 'the first stored bar')
  if (spec.end_date === undefined)
    assume('end_date', source.sealedMs === null ? 'the last stored bar' : `the hold-out, ${isoTime(source.sealedMs)}`)
  if (spec.frequency === undefined) assume('frequency', `${workspace.interval}, the interval of the workspace`)
  for (const { symbol, storedInterval } of source.origins.slice(0, MOST_NAMED))
    if (storedInterval !== source.interval.label)
      assume(`bars of ${symbol}`, `made of the stored ${storedInterval} bars`)
  for (const table of spec.features.tables)
    if (typeof table === 'string') assume(`max_age_days of ${table}`, String(STANDARD_MAX_AGE_DAYS))
  return [...made, ...featureNumbers(resolved), ...targetNumbers(resolved)]
}

/** Numbers of indicators that stand at their standard. */
function featureNumbers({ asked, families }: ResolvedBuild): readonly BuildAssumption[] {
  return asked.flatMap((text): readonly BuildAssumption[] => {
    const inside = /^(?:rank|z_score|zscore|demean)\((.*)\)$/.exec(text)?.[1] ?? text
    const found = familyAsked(inside.replace(/[@(].*$/, ''), families)
    const rest = found?.family.versions[0]?.parameters.slice(found.numbers.length) ?? []
    return rest.length === 0 ? [] : [{ field: text, value: numbersText(rest) }]
  })
}

function targetNumbers({ target, targetAsked }: ResolvedBuild): readonly BuildAssumption[] {
  const stem = targetAsked.replace(/\(.*$/, '')
  const family = TARGET_FAMILIES.find(({ name }) => name === stem.replace(/(_[0-9.]+)*$/, '').toLowerCase())
  const given = /(_[0-9.]+)*$/.exec(stem)![0].split('_').length - 1
  const rest = (family?.parameters ?? []).slice(given)
  if (rest.length === 0) return []
  return [{ field: `target ${target.name}`, value: numbersText(rest) }]
}

function numbersText(parameters: readonly { readonly name: string; readonly standard: number }[]): string {
  return parameters.map(({ name, standard }) => `${name} ${standard}`).join(', ')
}
