import { barClose } from '../../../core/features/matrix/barColumns.ts'
import type { FeatureFamily, FeatureInputs, MatrixFeature } from '../../../core/features/matrix/matrixFeature.ts'
import { nearestName } from '../../../core/outcome/nearestName.ts'
import type { Failure, Outcome, Trouble } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { OpenedOwnFeature, OwnFeatures } from '../ports/ownFeatures.ts'
import { FEATURES_FOLDER } from './featureStore.ts'

const DECLARATIONS = 'assay-feature.d.ts'

/** A trouble of a feature's own code on its way out of a computation. */
export class OwnFeatureStopped extends Error {
  readonly trouble: Trouble

  constructor({ trouble }: Failure) {
    super(trouble.message)
    this.trouble = trouble
  }
}

export type OwnFamily = {
  readonly family: FeatureFamily
  readonly sha256: string
  readonly opened: OpenedOwnFeature
}

type OwnPorts = { readonly files: GuardedFiles; readonly own: OwnFeatures }

/** Names of the features that lie in the workspace, by the names of their files. */
export function ownFeatureNames(files: GuardedFiles): readonly string[] {
  return files
    .listFiles(FEATURES_FOLDER)
    .flatMap((name) => (name.endsWith('.ts') && !name.endsWith('.d.ts') ? [name.slice(0, -3)] : []))
}

/** Puts the declarations beside a researcher's features, as they are today. */
export function writeDeclarations({ files, own }: OwnPorts): Outcome<void> {
  const text = own.declarations()
  if (!text.ok) return text
  const path = `${FEATURES_FOLDER}/${DECLARATIONS}`
  const before = files.exists(path) ? files.readText(path) : null
  return before?.ok === true && before.value === text.value ? success(undefined) : files.writeText(path, text.value)
}

/**
 * Named features of the workspace, type-checked and loaded, as families without parameters; close each when done. `symbols`: of the instruments in order. What
 * their code does wrong later is thrown as `OwnFeatureStopped`. Errors: `own-feature-missing`, `own-feature-types`, `own-feature-imports`, `own-feature-name`, those of
 * the port.
 */
export async function ownFamilies(
  ports: OwnPorts,
  names: readonly string[],
  symbols: readonly string[],
  beat: () => void,
): Promise<Outcome<readonly OwnFamily[]>> {
  if (names.length === 0) return success([])
  const there = ownFeatureNames(ports.files)
  const lacking = names.find((name) => !there.includes(name))
  if (lacking !== undefined) return missing(lacking, there)
  const declared = writeDeclarations(ports)
  if (!declared.ok) return declared
  const importing = names.map((name) => importFault(ports.files, name)).find((fault) => fault !== null)
  if (importing !== undefined) return importing
  const typed = await checkedTypes(ports, names)
  if (!typed.ok) return typed
  const loaded: OwnFamily[] = []
  for (const name of names) {
    const one = await loadOne(ports, name, symbols, beat)
    if (one.ok) loaded.push(one.value)
    else {
      await closeAll(loaded)
      return one
    }
  }
  return success(loaded)
}

export async function closeAll(families: readonly OwnFamily[]): Promise<void> {
  await Promise.all(families.map(({ opened }) => opened.close()))
}

async function checkedTypes({ files, own }: OwnPorts, names: readonly string[]): Promise<Outcome<void>> {
  const folder = files.resolve(FEATURES_FOLDER)
  if (!folder.ok) return folder
  const faults = await own.checkTypes(
    folder.value,
    names.map((name) => `${name}.ts`),
  )
  if (!faults.ok) return faults
  const [first] = faults.value
  if (first === undefined) return success(undefined)
  const rest = faults.value.length === 1 ? '' : ` (and ${faults.value.length - 1} more)`
  return failure(
    'own-feature-types',
    `${FEATURES_FOLDER}/${first.file}, line ${first.line}: ${first.text.replace(/\.$/, '')}${rest}.`,
    `Mend the types: ${FEATURES_FOLDER}/${DECLARATIONS} says what a feature is. There is no Node and no network in it.`,
  )
}

/** One file is one feature: what it took from others would be in no hash. */
function importFault(files: GuardedFiles, name: string): Outcome<never> | null {
  const text = files.readText(`${FEATURES_FOLDER}/${name}.ts`)
  if (!text.ok) return text
  const lines = text.value.split('\n')
  const line = lines.findIndex(
    (words) =>
      /^\s*(?:import|export)\b(?!\s+type\b).*\bfrom\s*['"]/.test(words) || /\bimport\s*(?:\(|['"])/.test(words),
  )
  if (line < 0) return null
  return failure(
    'own-feature-imports',
    `${FEATURES_FOLDER}/${name}.ts, line ${line + 1}: a feature may import types only.`,
    'Write all of it into one file: its text is what the hash of the matrix stands for.',
  )
}

async function loadOne(
  { files, own }: OwnPorts,
  name: string,
  symbols: readonly string[],
  beat: () => void,
): Promise<Outcome<OwnFamily>> {
  const file = `${FEATURES_FOLDER}/${name}.ts`
  const [path, sha256] = [files.resolve(file), files.sha256(file)]
  if (!path.ok) return path
  if (!sha256.ok) return sha256
  const opened = await own.open(path.value, sha256.value)
  if (!opened.ok) return opened
  if (opened.value.definition.name !== name) {
    await opened.value.close()
    return failure(
      'own-feature-name',
      `${file} holds a feature called ${opened.value.definition.name}.`,
      'Give file and feature the same name.',
    )
  }
  return success({
    family: familyOf(opened.value, sha256.value, symbols, beat),
    sha256: sha256.value,
    opened: opened.value,
  })
}

function familyOf(
  opened: OpenedOwnFeature,
  sha256: string,
  symbols: readonly string[],
  beat: () => void,
): FeatureFamily {
  const { name, version, formula, unit, warmupBars, source, isCategory } = opened.definition
  const feature = (asked: string): MatrixFeature => ({
    name: asked.replace(/@.*$/, ''),
    version,
    formula,
    source: `${source} [${sha256.slice(0, 8)}]`,
    unit,
    inputs: ['open', 'high', 'low', 'close', 'volume'],
    parameters: {},
    warmupBars,
    stalenessMs: 0,
    isCategory,
    compute: (inputs) => {
      const made = opened.compute(barsOf(inputs), contextOf(inputs, symbols), beat)
      if (!made.ok) throw new OwnFeatureStopped(made)
      return made.value
    },
    slowly: null,
  })
  return {
    name,
    aliases: [],
    title: formula,
    kind: 'statistical',
    versions: [{ version, parameters: [], features: (_, asked) => [feature(asked)] }],
  }
}

function barsOf({ market, instrument, calendar }: FeatureInputs) {
  const { open, high, low, close, volume } = market.instruments[instrument]!
  const closeMs = market.timeMs.map((timeMs) => barClose(calendar, timeMs, market.intervalMs))
  return { timeMs: market.timeMs, closeMs, open, high, low, close, volume }
}

function contextOf({ market, instrument }: FeatureInputs, symbols: readonly string[]) {
  return { symbol: symbols[instrument]!, intervalMs: market.intervalMs }
}

function missing(name: string, there: readonly string[]): Outcome<never> {
  const near = nearestName(name, there)
  const list = there.length === 0 ? 'There are none yet.' : `There are: ${there.join(', ')}.`
  return failure(
    'own-feature-missing',
    `There is no file ${FEATURES_FOLDER}/${name}.ts in the workspace.`,
    near === null ? list : `Did you mean ${near}?`,
  )
}
