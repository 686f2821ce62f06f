import { nearestName } from '../../outcome/nearestName.ts'
import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { checkNumbers } from './checkNumbers.ts'
import { crossSectionFeature } from './crossSection.ts'
import { familyAsked } from './familyAsked.ts'
import { type TableColumn, tableAgeFeature, tableFeature } from './joinTableColumn.ts'
import type {
  CrossSectionMethod,
  FeatureFamily,
  FeatureVersion,
  MatrixFeature,
  OtherInstrument,
} from './matrixFeature.ts'

/** What a text may refer to: the instruments of the matrix in their order, and the columns of tables that can be joined, by `table.column`. */
export type ResolveContext = {
  readonly families: readonly FeatureFamily[]
  readonly instruments: readonly string[]
  readonly tables: ReadonlyMap<string, TableColumn>
}

const METHODS: Readonly<Record<string, CrossSectionMethod>> = {
  rank: 'rank',
  z_score: 'z_score',
  zscore: 'z_score',
  demean: 'demean',
}

const CROSS_SECTION_VERSION = 1

/**
 * The columns that texts ask for, in their order: `RSI_14`, `MACD` (several), `RSI_14@1` (an older version), `rank(momentum_20)`, `z_score(..)`, `demean(..)`
 * (across the instruments), `hedge_ratio_60(ETHUSD)` (against another instrument), `funding.rate`, `age(funding.rate)` (a table).
 * Errors: `unknown-feature`, `unknown-feature-version`, `too-many-parameters`, `parameter-out-of-bounds`, `other-instrument-missing`, `unknown-instrument`,
 * `too-few-instruments`, `missing-table-column`, `duplicate-feature`, `no-features`.
 */
export function resolveFeatures(texts: readonly string[], context: ResolveContext): Outcome<readonly MatrixFeature[]> {
  if (texts.length === 0)
    return failure('no-features', 'No feature was asked for.', 'Name at least one, such as RSI_14.')
  const features: MatrixFeature[] = []
  const askedBy = new Map<string, string>()
  for (const text of texts) {
    const made = resolveFeature(text.trim(), context)
    if (!made.ok) return made
    for (const feature of made.value) {
      for (const key of [feature.name.toLowerCase(), contentKey(feature)]) {
        const before = askedBy.get(key)
        if (before !== undefined) return duplicate(feature, before, text)
      }
      askedBy.set(feature.name.toLowerCase(), text)
      askedBy.set(contentKey(feature), text)
      features.push(feature)
    }
  }
  return success(features)
}

/** Equal for two columns that hold the same numbers under different names. */
function contentKey({ version, formula, source, unit, inputs, parameters }: MatrixFeature): string {
  return JSON.stringify([version, formula, source, unit, inputs, Object.entries(parameters)])
}

function duplicate({ name }: MatrixFeature, before: string, text: string): Outcome<never> {
  return failure(
    'duplicate-feature',
    before === text ? `"${text}" is asked for twice.` : `"${before}" and "${text}" both give the column ${name}.`,
    'Leave one of them out: the same column twice tells a model nothing new.',
  )
}

function resolveFeature(text: string, context: ResolveContext): Outcome<readonly MatrixFeature[]> {
  const call = /^([A-Za-z0-9_.]+)\((.*)\)(@[0-9]+)?$/.exec(text)
  if (call === null) return resolvePlain(text, context)
  const [, head, argument, version] = call
  const method = METHODS[head!.toLowerCase()]
  if (method !== undefined && version === undefined) return resolveAcross(method, argument!.trim(), context)
  if (head!.toLowerCase() === 'age' && version === undefined)
    return resolveTable(argument!.trim(), context, tableAgeFeature)
  return resolveFamily(`${head}${version ?? ''}`, argument!.trim(), text, context)
}

function resolvePlain(text: string, context: ResolveContext): Outcome<readonly MatrixFeature[]> {
  const isTable = /^[A-Za-z][A-Za-z0-9_-]*\.[A-Za-z][A-Za-z0-9_]*$/.test(text)
  return isTable ? resolveTable(text, context, tableFeature) : resolveFamily(text, null, text, context)
}

function resolveAcross(
  method: CrossSectionMethod,
  argument: string,
  context: ResolveContext,
): Outcome<readonly MatrixFeature[]> {
  if (context.instruments.length < 2) {
    return failure(
      'too-few-instruments',
      `${method}(${argument}) compares instruments, and the matrix has one.`,
      `Name more instruments, or ask for ${argument} itself.`,
    )
  }
  const bases = resolveFeature(argument, context)
  if (!bases.ok) return bases
  return success(bases.value.map((base) => crossSectionFeature(method, base, CROSS_SECTION_VERSION)))
}

function resolveTable(
  column: string,
  { tables }: ResolveContext,
  make: (column: string, table: TableColumn) => MatrixFeature,
): Outcome<readonly MatrixFeature[]> {
  const table = tables.get(column)
  if (table !== undefined) return success([make(column, table)])
  const near = nearestName(column, [...tables.keys()])
  return failure(
    'missing-table-column',
    `There is no column ${column} in a table of the workspace.`,
    near === null ? 'Import the table first, and write table.column.' : `Did you mean ${near}?`,
  )
}

function resolveFamily(
  head: string,
  otherSymbol: string | null,
  text: string,
  context: ResolveContext,
): Outcome<readonly MatrixFeature[]> {
  const [name, versionText, ...more] = head.split('@')
  const asked = familyAsked(name!, context.families)
  if (asked === null || more.length > 0) return unknownFeature(text, name!, context.families)
  const { family, numbers } = asked
  const version = versionOf(family, versionText)
  if (!version.ok) return version
  const parameters = checkNumbers(text, version.value.parameters, numbers)
  if (!parameters.ok) return parameters
  const other = otherOf(family, otherSymbol, text, context)
  if (!other.ok) return other
  const features = version.value.features(parameters.value, text, other.value ?? undefined)
  return hasTables(features, text, context)
}

function versionOf(family: FeatureFamily, text: string | undefined): Outcome<FeatureVersion> {
  const found =
    text === undefined ? family.versions[0] : family.versions.find(({ version }) => String(version) === text)
  if (found !== undefined) return success(found)
  return failure(
    'unknown-feature-version',
    `${family.name} has no version "${text}".`,
    `Its versions are ${family.versions.map(({ version }) => version).join(', ')}.`,
  )
}

function otherOf(
  family: FeatureFamily,
  symbol: string | null,
  text: string,
  { instruments }: ResolveContext,
): Outcome<OtherInstrument | null> {
  if (family.kind !== 'pair') {
    return symbol === null
      ? success(null)
      : failure(
          'unknown-feature',
          `${family.name} takes no instrument, but "${text}" names one.`,
          `Write ${family.name}.`,
        )
  }
  if (symbol === null || symbol === '') {
    return failure(
      'other-instrument-missing',
      `${family.name} compares two instruments, and "${text}" names no second one.`,
      `Write it in brackets: ${family.name}(${instruments[1] ?? instruments[0] ?? 'SYMBOL'}).`,
    )
  }
  const place = instruments.findIndex((known) => known.toLowerCase() === symbol.toLowerCase())
  if (place >= 0) return success({ symbol: instruments[place]!, place })
  return failure(
    'unknown-instrument',
    `"${text}" names ${symbol}, which is not an instrument of the matrix.`,
    `Its instruments are ${instruments.join(', ')}.`,
  )
}

/** Features that read quotes or trades need them joined. */
function hasTables(
  features: readonly MatrixFeature[],
  text: string,
  { tables }: ResolveContext,
): Outcome<readonly MatrixFeature[]> {
  for (const { stalenessMs, inputs } of features) {
    const missing = stalenessMs === 0 ? undefined : inputs.find((input) => input.includes('.') && !tables.has(input))
    if (missing === undefined) continue
    return failure(
      'missing-table-column',
      `"${text}" reads ${missing}, which is in no table of the workspace.`,
      'Import quotes or trades first, or leave the feature out.',
    )
  }
  return success(features)
}

function unknownFeature(text: string, name: string, families: readonly FeatureFamily[]): Outcome<never> {
  const known = families.flatMap((family) => [family.name, ...family.aliases])
  const glued = /^(.*[A-Za-z])([0-9]+)$/.exec(name)
  const split = glued === null ? null : familyAsked(glued[1]!, families)
  const stem = name.replace(/(_[0-9.]+)+$/, '')
  const near = split !== null ? `${glued![1]}_${glued![2]}` : nearestName(stem, known)
  return failure(
    'unknown-feature',
    `There is no feature "${text}".`,
    near === null
      ? 'All names are in docs/methods/matrix-features.md and docs/methods/indicators.md.'
      : `Did you mean ${near}?`,
  )
}
