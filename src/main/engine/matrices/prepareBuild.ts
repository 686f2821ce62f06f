import { askedFeatures, type BuildSpec } from '../../../core/contract/buildSpec.ts'
import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import type { MatrixInputs } from '../../../core/features/matrix/matrixInputs.ts'
import type { MatrixTarget } from '../../../core/features/matrix/targets/matrixTarget.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { buildAssumptions } from './buildAssumptions.ts'
import type { BuildPorts } from './buildPorts.ts'
import { frequencyOf } from './frequencyOf.ts'
import { joinedTables, type KnownTables, knownTables } from './joinedTables.ts'
import { type MatrixMarket, matrixMarket } from './matrixMarket.ts'
import { closeAll, type OwnFamily, ownFamilies, ownFeatureNames } from './ownFamilies.ts'
import type { ReadBuild } from './readBuildSpec.ts'
import { definitionOf, type ResolvedBuild, resolveBuild } from './resolveBuild.ts'
import { targetText } from './targetText.ts'

export type NamedHash = { readonly name: string; readonly sha256: string }

/** Everything that a build is about to work on. `own`: to be closed when it is done. */
export type PreparedBuild = {
  /** Names the matrix: the hash of all that decides its values. */
  readonly sha256: string
  readonly source: MatrixMarket
  readonly inputs: MatrixInputs
  readonly features: readonly MatrixFeature[]
  readonly target: MatrixTarget
  readonly own: readonly OwnFamily[]
  readonly tables: readonly NamedHash[]
  readonly hashes: readonly NamedHash[]
  readonly assumptions: readonly { readonly field: string; readonly value: string }[]
  /** The specification with its instruments and its interval named: what it is built again by. */
  readonly spec: BuildSpec
}

/**
 * Reads bars and tables, loads a researcher's own features, and names the matrix. `beat` is called while own code runs. `throughHoldOut`: sealed bars too; the opening is the caller's.
 * Errors: `frequency-unreadable`, `feature-name-reserved`, those of `matrixMarket`, `ownFamilies`, `resolveFeatures`, `targetText`, `resolveTarget`, `joinedTables`.
 */
export async function prepareBuild(
  ports: BuildPorts,
  workspace: Workspace,
  read: ReadBuild,
  beat: () => void,
  throughHoldOut = false,
): Promise<Outcome<PreparedBuild>> {
  const { spec, symbols } = read
  const interval = frequencyOf(spec.frequency ?? workspace.interval)
  if (!interval.ok) return interval
  const wish = {
    symbols,
    interval: interval.value,
    startDate: spec.start_date,
    endDate: spec.end_date,
    throughHoldOut,
  }
  const source = await matrixMarket(ports, workspace, wish)
  if (!source.ok) return source
  const target = targetText(spec.target)
  if (!target.ok) return target
  const tables = knownTables(ports, spec.features)
  if (!tables.ok) return tables
  const own = await ownFamilies(ports, ownNames(ports, spec, target.value), symbols, beat)
  if (!own.ok) return own
  const prepared = await withOwn(ports, workspace, read, source.value, own.value, tables.value, target.value)
  if (!prepared.ok) await closeAll(own.value)
  return prepared
}

/** Those named in the field `own`, and those that another text names. */
function ownNames({ files }: BuildPorts, { features }: BuildSpec, target: string): readonly string[] {
  const words = new Set(
    [...askedFeatures(features), target].flatMap((text) => text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? []),
  )
  const named = features.own.map((text) => /^[A-Za-z][A-Za-z0-9_]*/.exec(text)?.[0] ?? text)
  return [...new Set([...named, ...ownFeatureNames(files).filter((name) => words.has(name))])]
}

async function withOwn(
  ports: BuildPorts,
  workspace: Workspace,
  read: ReadBuild,
  source: MatrixMarket,
  own: readonly OwnFamily[],
  tables: KnownTables,
  targetAsked: string,
): Promise<Outcome<PreparedBuild>> {
  const resolved = resolveBuild(read, source, own, tables, targetAsked)
  if (!resolved.ok) return resolved
  const { features, target } = resolved.value
  const columns = [...new Set(features.flatMap(({ inputs }) => inputs.filter((input) => tables.has(input))))]
  const joined = await joinedTables(ports, source, columns)
  if (!joined.ok) return joined
  const { market, calendars, origins } = source
  const hashes = [
    ...origins.map(({ symbol, storedInterval, contentHash }) => ({
      name: `${symbol} ${storedInterval}`,
      sha256: contentHash,
    })),
    ...joined.value.hashes,
    ...own.map(({ family, sha256 }) => ({ name: `features/${family.name}.ts`, sha256 })),
  ]
  return success({
    sha256: ports.hash(canonicalJson(identityOf(workspace, read.spec, source, resolved.value, hashes))),
    source,
    inputs: { market, calendars, joined: joined.value.joined },
    features,
    target,
    own,
    tables: joined.value.hashes,
    hashes,
    assumptions: buildAssumptions(workspace, read, source, resolved.value),
    spec: wholeSpec(read, source),
  })
}

/** Nothing of it depends on what the workspace holds later. */
function wholeSpec({ spec, symbols }: ReadBuild, { interval }: MatrixMarket): BuildSpec {
  const { ticker: _ticker, tickers: _tickers, instruments: _instruments, ...rest } = spec
  return { ...rest, tickers: [...symbols], frequency: interval.label }
}

/** What decides every value: a second build of the same has the same name. */
function identityOf(
  workspace: Workspace,
  { start_date, end_date }: BuildSpec,
  { instruments, interval, origins, sealedMs }: MatrixMarket,
  { features, target }: ResolvedBuild,
  inputs: readonly NamedHash[],
) {
  return {
    kind: 'matrix',
    engineVersion: ENGINE_VERSION,
    synthetic: workspace.synthetic ?? null,
    instruments: instruments.map(({ symbol, assetClass, calendar }) => ({ symbol, assetClass, calendar })),
    interval: interval.label,
    storedIntervals: origins.map(({ storedInterval }) => storedInterval),
    span: { from: start_date ?? null, through: end_date ?? null, sealedMs },
    features: features.map(definitionOf),
    target: definitionOf(target),
    inputs,
  }
}
