import { assumedFields } from '../../../core/contract/assumedFields.ts'
import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import { discoveryMeaning } from '../../../core/contract/discoverySpecMeanings.ts'
import type { DiscoverySettings } from '../../../core/discovery/discoverySettings.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import { horizonText } from './discoveryGrammar.ts'
import type { DiscoveryScene } from './discoveryScene.ts'

type Standing = readonly (readonly [field: string, value: unknown])[]

/** Everything that decides the result and that nobody wrote, each as it may be written. */
export function assumptionsOf(
  scene: DiscoveryScene,
  settings: DiscoverySettings | null,
): readonly DiscoveryManifest['assumptions'][number][] {
  const { read } = scene
  const assumed = assumedFields(read.written, read.spec)
  const open = new Map([...openFields(scene), ...settingFields(scene, settings)])
  const spec: Readonly<Record<string, unknown>> = read.spec
  const words = new Set(assumed.map(({ field }) => field))
  const told = [...open].filter(([field]) => spec[field] === undefined || words.has(field))
  const rest = assumed.filter(({ field }) => !open.has(field))
  return [...told.map(([field, value]) => ({ field, value })), ...rest].map(({ field, value }) => ({
    field,
    value: JSON.parse(JSON.stringify(value)),
    meaning: discoveryMeaning(field),
  }))
}

/** What the bars and the sensors that are there make of fields that nobody wrote. */
function openFields({ bars, grammar, sensors }: DiscoveryScene): Standing {
  const { families, conditions, directions, horizonsBars, symbols } = grammar
  const { timeMs } = bars.market
  return [
    ['symbols', symbols],
    ['start_date', dayOf(timeMs[0]!)],
    ['end_date', dayOf(timeMs.at(-1)!)],
    ['sensors', sensors.sensors.map(({ kind }) => kind)],
    ['horizons', horizonsBars.map((held) => horizonText(held, bars.interval.ms))],
    ['families', families],
    ['conditions', conditions],
    ['directions', directions],
  ]
}

function settingFields({ bars }: DiscoveryScene, settings: DiscoverySettings | null): Standing {
  if (settings === null) return []
  const costs = settings.roundTripBps
  const bySymbol = Object.fromEntries(bars.instruments.map(({ symbol }, place) => [symbol, costs[place]!]))
  return [
    ['costs_bps', new Set(costs).size === 1 ? costs[0]! : bySymbol],
    ['seed', settings.seed],
  ]
}

function dayOf(timeMs: number): string {
  return isoTime(timeMs).slice(0, 10)
}
