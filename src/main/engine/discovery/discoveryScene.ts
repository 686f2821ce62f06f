import type { Workspace } from '../../../core/contract/workspace.ts'
import type { DiscoveryGrammar } from '../../../core/discovery/hypothesis.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { sealsOn } from '../pipeline/sealsOn.ts'
import { type DiscoveryBars, discoveryBars } from './discoveryBars.ts'
import { discoveryGrammar } from './discoveryGrammar.ts'
import type { DiscoveryLookPorts } from './discoveryPorts.ts'
import { type DiscoverySensors, discoverySensors } from './discoverySensors.ts'
import { type DiscoveryWish, type ReadDiscovery, readDiscoverySpec } from './readDiscoverySpec.ts'

/** What a discovery looks at and asks, before its hypotheses are made. */
export type DiscoveryScene = {
  readonly read: ReadDiscovery
  readonly bars: DiscoveryBars
  readonly sensors: DiscoverySensors
  readonly grammar: DiscoveryGrammar
  readonly isSealed: boolean
}

/** Errors: those of `readDiscoverySpec`, `discoveryBars`, `discoverySensors`, `discoveryGrammar`. */
export async function discoveryScene(
  ports: DiscoveryLookPorts,
  workspace: Workspace,
  wish: DiscoveryWish,
): Promise<Outcome<DiscoveryScene>> {
  const read = readDiscoverySpec(workspace, wish)
  if (!read.ok) return read
  const bars = await discoveryBars(ports, workspace, read.value)
  if (!bars.ok) return bars
  const sensors = await discoverySensors(ports, bars.value, read.value.spec.sensors)
  if (!sensors.ok) return sensors
  const kinds = sensors.value.sensors.map(({ kind }) => kind)
  const grammar = discoveryGrammar(read.value.spec, bars.value, kinds)
  if (!grammar.ok) return grammar
  const keys = read.value.symbols.map((symbol) => ledgerSymbol(workspace, symbol))
  const seals = sealsOn(ports.files, keys)
  if (!seals.ok) return seals
  const isSealed = seals.value.length > 0
  return success({ read: read.value, bars: bars.value, sensors: sensors.value, grammar: grammar.value, isSealed })
}
