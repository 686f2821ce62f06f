import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type {
  FamiliesView,
  FamilyView,
  NumberParameterView,
  TargetFamilyView,
} from '../../../core/contract/workbench/matrixViews.ts'
import { FEATURE_FAMILIES } from '../../../core/features/matrix/featureFamilies.ts'
import type {
  FeatureFamily,
  FeatureParameter,
  FeatureVersion,
  MatrixFeature,
} from '../../../core/features/matrix/matrixFeature.ts'
import type { TargetFamily } from '../../../core/features/matrix/targets/matrixTarget.ts'
import { TARGET_FAMILIES } from '../../../core/features/matrix/targets/targetFamilies.ts'

/** Stands for the second instrument of a pair feature. */
const OTHER = { symbol: 'OTHER', place: 0 }

/** What a matrix may be built of, and what it may foretell, each with its standard numbers. */
export function featureFamilies(): FamiliesView {
  return {
    engineVersion: ENGINE_VERSION,
    families: FEATURE_FAMILIES.map(familyView),
    targets: TARGET_FAMILIES.map(targetView),
  }
}

function familyView({ name, aliases, title, kind, versions }: FeatureFamily): FamilyView {
  const asked = textWith(name, versions[0]?.parameters ?? [])
  return {
    name,
    aliases,
    title,
    kind,
    asked,
    versions: versions.map((version) => ({
      version: version.version,
      parameters: version.parameters.map(parameterView),
      columns: columnsOf(name, version),
    })),
  }
}

function columnsOf(name: string, { parameters, features }: FeatureVersion): FamilyView['versions'][number]['columns'] {
  const numbers = parameters.map(({ standard }) => standard)
  return features(numbers, textWith(name, parameters), OTHER).map((feature) => ({
    name: feature.name,
    formula: feature.formula,
    source: feature.source,
    unit: feature.unit,
    warmupBars: feature.warmupBars,
    isCategory: feature.isCategory ?? false,
    inputs: feature.inputs,
  }))
}

function textWith(name: string, parameters: readonly FeatureParameter[]): string {
  return [name, ...parameters.map(({ standard }) => standard)].join('_')
}

function parameterView({ name, meaning, standard, least, most, isWhole }: FeatureParameter): NumberParameterView {
  return { name, meaning, standard, least, most, isWhole }
}

/** Any column: a target that needs a rule is shown with one that is never computed. */
const RULE: MatrixFeature = {
  name: 'RULE',
  version: 1,
  formula: 'RULE',
  source: '',
  unit: '',
  inputs: [],
  parameters: {},
  warmupBars: 0,
  stalenessMs: 0,
  compute: () => new Float64Array(0),
  slowly: null,
}

function targetView(family: TargetFamily): TargetFamilyView {
  const { name, title, needsRule, parameters } = family
  const numbers = parameters.map(({ standard }) => standard)
  const { task, formula, source } = family.target(numbers, textWith(name, parameters), needsRule ? RULE : null)
  return { name, title, needsRule, task, formula, source, parameters: parameters.map(parameterView) }
}
