import type { OwnFeatureDefinition } from '../../../core/contract/ownFeature.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome, Trouble } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { storedSeries } from '../data/storedPassport.ts'
import type { BuildPorts } from './buildPorts.ts'
import { frequencyOf } from './frequencyOf.ts'
import { type MatrixMarket, matrixMarket } from './matrixMarket.ts'
import {
  closeAll,
  type OwnFamily,
  OwnFeatureStopped,
  ownFamilies,
  ownFeatureNames,
  writeDeclarations,
} from './ownFamilies.ts'
import { leaksOf } from './probeBuild.ts'
import { probedPart } from './probeInputs.ts'

/** `unscanned`: it is a feature, and there are no bars to run it on, which `trouble` then tells. */
export type CheckedOwnFeature = {
  readonly name: string
  readonly state: 'sound' | 'leaks' | 'unproven' | 'unscanned' | 'failed'
  readonly sha256: string | null
  readonly definition: OwnFeatureDefinition | null
  readonly trouble: Trouble | null
}

/** Every feature file of the workspace: its types, its shape, and the leak scan on the newest bars of the workspace's first instruments. Writes the declarations beside them. */
export async function checkOwnFeatures(
  ports: BuildPorts,
  workspace: Workspace,
  beat: () => void,
): Promise<Outcome<readonly CheckedOwnFeature[]>> {
  const declared = writeDeclarations(ports)
  if (!declared.ok) return declared
  const names = ownFeatureNames(ports.files)
  if (names.length === 0) return success([])
  const interval = frequencyOf(workspace.interval)
  const symbols = symbolsToRunOn(ports, workspace)
  const source = interval.ok
    ? await matrixMarket(ports, workspace, {
        symbols,
        interval: interval.value,
        startDate: undefined,
        endDate: undefined,
      })
    : interval
  const checked: CheckedOwnFeature[] = []
  for (const name of names) {
    const loaded = await ownFamilies(ports, [name], symbols, beat)
    if (!loaded.ok) checked.push({ name, state: 'failed', sha256: null, definition: null, trouble: loaded.trouble })
    else {
      checked.push(scanned(loaded.value[0]!, source))
      await closeAll(loaded.value)
    }
  }
  return success(checked)
}

/** The first two that have bars, else the first. */
function symbolsToRunOn({ files }: BuildPorts, { instruments }: Workspace): readonly string[] {
  const stored = new Set(storedSeries(files).map(({ symbol }) => symbol))
  const symbols = instruments.map(({ symbol }) => symbol)
  const there = symbols.filter((symbol) => stored.has(symbol.toLowerCase())).slice(0, 2)
  return there.length > 0 ? there : symbols.slice(0, 1)
}

function scanned({ family, sha256, opened }: OwnFamily, source: Outcome<MatrixMarket>): CheckedOwnFeature {
  const known = { name: family.name, sha256, definition: opened.definition, trouble: null }
  if (!source.ok) return { ...known, state: 'unscanned', trouble: source.trouble }
  const { market, calendars, instruments } = source.value
  const features = family.versions[0]!.features([], family.name)
  const part = probedPart({
    inputs: { market, calendars, joined: instruments.map(() => new Map()) },
    symbols: instruments.map(({ symbol }) => symbol),
    features,
    words: '',
    sha256,
  })
  try {
    const work = leaksOf(features, part)
    for (;;) {
      const step = work.next()
      if (step.done !== true) continue
      const { leaking, unproven } = step.value
      return { ...known, state: leaking.length > 0 ? 'leaks' : unproven.length > 0 ? 'unproven' : 'sound' }
    }
  } catch (error) {
    if (error instanceof OwnFeatureStopped) return { ...known, state: 'failed', trouble: error.trouble }
    throw error
  }
}
