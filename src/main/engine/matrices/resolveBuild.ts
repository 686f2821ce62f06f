import { askedFeatures } from '../../../core/contract/buildSpec.ts'
import { familiesWith } from '../../../core/features/matrix/featureFamilies.ts'
import type { FeatureFamily, MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import { type ResolveContext, resolveFeatures } from '../../../core/features/matrix/resolveFeatures.ts'
import type { MatrixTarget } from '../../../core/features/matrix/targets/matrixTarget.ts'
import { resolveTarget } from '../../../core/features/matrix/targets/resolveTarget.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { KnownTables } from './joinedTables.ts'
import { ROW_COLUMNS } from './matrixFiles.ts'
import type { MatrixMarket } from './matrixMarket.ts'
import type { OwnFamily } from './ownFamilies.ts'
import type { ReadBuild } from './readBuildSpec.ts'

/** What the columns and the target of a specification are. */
export type ResolvedBuild = {
  readonly asked: readonly string[]
  readonly features: readonly MatrixFeature[]
  readonly target: MatrixTarget
  readonly targetAsked: string
  readonly families: readonly FeatureFamily[]
}

/** Errors: `feature-name-reserved`, those of `familiesWith`, `resolveFeatures`, `resolveTarget`. */
export function resolveBuild(
  { spec }: ReadBuild,
  source: MatrixMarket,
  own: readonly OwnFamily[],
  tables: KnownTables,
  targetAsked: string,
): Outcome<ResolvedBuild> {
  const families = familiesWith(own.map(({ family }) => family))
  if (!families.ok) return families
  const asked = askedFeatures(spec.features)
  const context: ResolveContext = {
    families: families.value,
    instruments: source.instruments.map(({ symbol }) => symbol),
    tables,
  }
  const features = resolveFeatures(asked, context)
  if (!features.ok) return features
  const reserved: readonly string[] = ROW_COLUMNS
  const taken = features.value.find(({ name }) => reserved.includes(name.toLowerCase()))
  if (taken !== undefined)
    return failure(
      'feature-name-reserved',
      `A feature cannot be called ${taken.name}: a column of every matrix has that name.`,
      'Give it another name.',
    )
  const target = resolveTarget(targetAsked, context)
  if (!target.ok) return target
  return success({ asked, features: features.value, target: target.value, targetAsked, families: families.value })
}

/** Whether a column sets instruments against each other. */
export function isCrossSection(name: string): boolean {
  return /^(rank|z_score|demean)\(/.test(name)
}

/** What a column is, as far as it decides values. */
export function definitionOf(
  column: Omit<MatrixFeature, 'compute' | 'slowly' | 'inputs' | 'warmupBars' | 'stalenessMs'> &
    Partial<Pick<MatrixFeature, 'inputs' | 'stalenessMs'>>,
) {
  const { name, version, formula, source, unit, inputs = [], parameters, stalenessMs = 0 } = column
  return {
    name,
    version,
    formula,
    source,
    unit,
    inputs,
    parameters,
    stalenessMs,
    isCategory: column.isCategory ?? false,
  }
}
