import { canonicalJson } from '../../../core/contract/canonicalJson.ts'
import { DISCOVERY_PIPELINE, type DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { conditionOf } from '../../../core/discovery/context/dimensionRegistry.ts'
import type { DiscoverySettings } from '../../../core/discovery/discoverySettings.ts'
import { DISCOVERY_DEFAULTS } from '../../../core/discovery/discoverySettings.ts'
import type { DiscoveryTask } from '../../../core/discovery/discoveryTask.ts'
import { familyOf } from '../../../core/discovery/families/familyRegistry.ts'
import { enumerateHypotheses } from '../../../core/discovery/grammar/enumerateHypotheses.ts'
import type { DiscoveryGrammar, Hypothesis } from '../../../core/discovery/hypothesis.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import { assumptionsOf } from './assumptionsOf.ts'
import type { DiscoveryBars } from './discoveryBars.ts'
import type { DiscoveryLookPorts } from './discoveryPorts.ts'
import { type DiscoveryScene, discoveryScene } from './discoveryScene.ts'
import type { DiscoveryWish, ReadDiscovery } from './readDiscoverySpec.ts'

/** Everything that a discovery is about to work on. `manifest` still lacks what the ledger held before. */
export type PreparedDiscovery = {
  readonly runId: string
  readonly read: ReadDiscovery
  readonly bars: DiscoveryBars
  readonly task: DiscoveryTask
  readonly hypotheses: readonly Hypothesis[]
  /** Of each symbol: its key in the ledger. */
  readonly ledgerKeys: ReadonlyMap<string, string>
  readonly manifest: Omit<DiscoveryManifest, 'ledgerBasis'>
}

/**
 * Reads the specification, the bars and the sensors, counts the hypotheses, and names the run. Writes nothing.
 * Errors: those of `discoveryScene`; `too-many-hypotheses`.
 */
export async function prepareDiscovery(
  ports: DiscoveryLookPorts,
  workspace: Workspace,
  wish: DiscoveryWish,
): Promise<Outcome<PreparedDiscovery>> {
  const scene = await discoveryScene(ports, workspace, wish)
  if (!scene.ok) return scene
  const { read, bars, sensors, grammar } = scene.value
  const hypotheses = enumerateHypotheses(grammar, read.spec.max_hypotheses)
  if (!hypotheses.ok) return hypotheses
  const settings = settingsOf(workspace, read, bars)
  const symbols = bars.instruments.map(({ symbol }) => symbol)
  const market = { market: bars.market, symbols, sensors: sensors.columns }
  const config = identityOf(workspace, scene.value, settings)
  const contentId = ports.hash(canonicalJson(config)).slice(0, 16)
  const runId = wish.runId ?? contentId
  return success({
    runId,
    read,
    bars,
    task: { market, grammar, settings },
    hypotheses: hypotheses.value,
    ledgerKeys: new Map(symbols.map((symbol) => [symbol, ledgerSymbol(workspace, symbol)])),
    manifest: manifestOf(workspace, scene.value, {
      runId,
      contentId,
      configHash: ports.hash(canonicalJson(config.asked)),
      hypotheses: hypotheses.value.length,
      settings,
    }),
  })
}

function settingsOf(workspace: Workspace, { spec, stages }: ReadDiscovery, bars: DiscoveryBars): DiscoverySettings {
  return {
    ...DISCOVERY_DEFAULTS,
    seed: spec.seed ?? workspace.seed,
    minimumEvents: spec.min_events,
    falseDiscoveryRate: spec.q,
    resamples: spec.resamples,
    roundTripBps: bars.instruments.map(
      ({ symbol, costs }) => writtenCosts(spec, symbol) ?? 2 * (costs.feeBps + costs.slippageBps),
    ),
    tested: stages.phase2,
    mostStudies: stages.robustness ? DISCOVERY_DEFAULTS.mostStudies : 0,
  }
}

function writtenCosts({ costs_bps: written }: ReadDiscovery['spec'], symbol: string): number | undefined {
  return typeof written === 'object' ? written[symbol] : written
}

/** All that decides the bytes of what may be made; how far it is taken is no part of it. */
function identityOf(workspace: Workspace, { bars, sensors, grammar }: DiscoveryScene, settings: DiscoverySettings) {
  const { tested: _tested, mostStudies: _studies, ...asked } = settings
  const { timeMs } = bars.market
  return {
    kind: DISCOVERY_PIPELINE,
    engineVersion: ENGINE_VERSION,
    synthetic: workspace.synthetic ?? null,
    instruments: bars.instruments.map(({ symbol, assetClass, calendar }) => ({ symbol, assetClass, calendar })),
    interval: bars.interval.label,
    origins: bars.origins,
    span: { firstMs: timeMs[0]!, lastMs: timeMs.at(-1)!, sealedMs: bars.sealedMs },
    sensors: sensors.sensors.map(({ kind, column, contentHash, symbols }) => ({ kind, column, contentHash, symbols })),
    asked: { grammar, settings: asked },
  }
}

type Named = Pick<DiscoveryManifest, 'runId' | 'contentId' | 'configHash' | 'hypotheses'> & {
  readonly settings: DiscoverySettings
}

function manifestOf(workspace: Workspace, scene: DiscoveryScene, named: Named): PreparedDiscovery['manifest'] {
  const { read, bars, sensors, grammar, isSealed } = scene
  const { timeMs } = bars.market
  const { tested: _tested, mostStudies: _studies, ...settings } = named.settings
  return {
    schemaVersion: 1,
    pipeline: DISCOVERY_PIPELINE,
    runId: named.runId,
    contentId: named.contentId,
    engineVersion: ENGINE_VERSION,
    symbols: bars.instruments.map(({ symbol }) => symbol),
    quoteCurrency: workspace.quoteCurrency,
    interval: bars.interval.label,
    intervalMs: bars.interval.ms,
    origins: [...bars.origins],
    firstTime: isoTime(timeMs[0]!),
    lastTime: isoTime(timeMs.at(-1)!),
    bars: timeMs.length,
    holdOut: { sealedFrom: bars.sealedMs === null ? null : isoTime(bars.sealedMs), isFixed: isSealed },
    synthetic: workspace.synthetic ?? null,
    sensors: sensors.sensors.map(({ firstMs, lastMs, symbols, findings, notes, ...sensor }) => ({
      ...sensor,
      firstTime: firstMs === null ? null : isoTime(firstMs),
      lastTime: lastMs === null ? null : isoTime(lastMs),
      symbols: [...symbols],
      findings: [...findings],
      notes: [...notes],
    })),
    grammar: {
      symbols: [...grammar.symbols],
      families: [...grammar.families],
      conditions: [...grammar.conditions],
      directions: [...grammar.directions],
      horizonsBars: [...grammar.horizonsBars],
    },
    hypotheses: named.hypotheses,
    families: grammar.families.flatMap(familyToTell),
    dimensions: dimensionsToTell(grammar),
    spec: JSON.parse(JSON.stringify(read.spec)),
    settings: JSON.parse(JSON.stringify(settings)),
    configHash: named.configHash,
    assumptions: [...assumptionsOf(scene, named.settings)],
    warnings: [...discoveryWarnings(scene)],
    notes: [...notesOf(scene)],
  }
}

function familyToTell(name: string): DiscoveryManifest['families'] {
  const family = familyOf(name)
  if (!family.ok) return []
  const { id, title, formula, source } = family.value
  return [{ id, title, formula, source }]
}

function dimensionsToTell({ conditions }: DiscoveryGrammar): DiscoveryManifest['dimensions'] {
  const told = new Map<string, DiscoveryManifest['dimensions'][number]>()
  for (const name of conditions) {
    const condition = conditionOf(name)
    if (!condition.ok || condition.value === null) continue
    const { id, title, formula, states } = condition.value.dimension
    told.set(id, { id, title, formula, states: [...states] })
  }
  return [...told.values()]
}

export function discoveryWarnings(scene: DiscoveryScene): readonly string[] {
  const { isSealed, sensors } = scene
  const sealing = isSealed
    ? []
    : [
        'No hold-out is sealed on these instruments: every bar there is was looked at, and no later test of them is unseen.',
      ]
  const found = sensors.sensors.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'warning').map(({ sentence }) => sentence),
  )
  return [...sealing, ...found, ...blindWarnings(scene)]
}

/** What was asked for and cannot be tested without a table that nobody looks at. */
function blindWarnings({ sensors, grammar }: DiscoveryScene): readonly string[] {
  const there = new Set<string>(sensors.sensors.map(({ kind }) => kind))
  return grammar.families.flatMap((name) => {
    const family = familyOf(name)
    const lacking = family.ok ? family.value.needs.find((need) => !there.has(need)) : undefined
    return lacking === undefined
      ? []
      : [
          `${name} needs the table ${lacking}, which is not looked at: none of its hypotheses can be tested, and all count.`,
        ]
  })
}

function notesOf({ bars, sensors, grammar }: DiscoveryScene): readonly string[] {
  const sealed = bars.sealedMs === null ? [] : [`It ends where the sealed hold-out begins, ${isoTime(bars.sealedMs)}.`]
  const made = bars.origins
    .filter(({ storedInterval }) => storedInterval !== bars.interval.label)
    .map(
      ({ symbol, storedInterval }) =>
        `Bars of ${symbol} were made of the stored ${storedInterval} bars: ${bars.interval.label}.`,
    )
  const lacking = sensors.sensors.flatMap(({ kind, symbols }) =>
    grammar.symbols.filter((symbol) => !symbols.includes(symbol)).map((symbol) => `There is no ${kind} of ${symbol}.`),
  )
  const told = sensors.sensors.flatMap(({ findings }) =>
    findings.filter(({ severity }) => severity === 'note').map(({ sentence }) => sentence),
  )
  const changed = sensors.sensors.flatMap(({ kind, notes }) => notes.map((note) => `${kind}: ${note}`))
  return [...sealed, ...made, ...lacking, ...told, ...changed]
}
