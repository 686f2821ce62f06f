import type { DetectorSetting } from '../../events/detector.ts'
import { ROLES } from '../../events/detector.ts'
import { DETECTORS, standardSetting } from '../../events/detectorRegistry.ts'
import { computeFeatures, FEATURES } from '../../features/featureRegistry.ts'
import { PATTERN_FEATURES } from '../../features/patternFeatures.ts'
import { createIndicatorMemo } from '../../indicators/indicatorMemo.ts'
import type { Beat } from '../../job/beat.ts'
import type { PairColumns } from '../../market/pairColumns.ts'
import { createStream } from '../../stats/seededStream.ts'
import { drawCuts } from '../../validation/leakCuts.ts'
import { tailFrom } from '../../validation/leakProbe.ts'
import type { LeakScan } from '../../validation/leakScan.ts'
import { scanForLeaks } from '../../validation/leakScan.ts'
import { PAIR_SHAPE } from '../../validation/leakShapes.ts'
import type { Stage } from '../stage.ts'
import { once } from '../stage.ts'
import type { Workbench } from '../workbench.ts'
import { detectEvents } from '../workbench.ts'

export type DetectorCount = {
  readonly detector: string
  readonly title: string
  readonly role: string
  readonly long: number
  readonly short: number
  readonly perDay: number
}

type LeakReport = {
  readonly checked: number
  readonly findings: readonly {
    readonly name: string
    readonly probe: string
    readonly cut: number
    readonly index: number
  }[]
  readonly unproven: readonly string[]
}

export type EventsUnit = { readonly detector: string } | { readonly leakScan: string }
export type EventsResult = { readonly counts: readonly DetectorCount[]; readonly leaks: LeakReport }
export type EventsOutput = {
  readonly counts: readonly DetectorCount[]
  readonly perDayAndLeg: number
  readonly leakScan: LeakReport & { readonly clean: boolean }
}

const SIDES = ROLES.flatMap((role) => [`${role} short`, `${role} long`])

const LEAK_SCAN_CUTS = 2
/** Bars that the scan looks at: enough for every warm-up, few enough to be quick. Taken from the end of the development data. */
const LEAK_SCAN_BARS = 4000

/** Events of every grid setting of a detector as columns a role and direction, so that the scan can compare them: strength where it fired, else 0. */
function eventColumns(columns: PairColumns, settings: readonly DetectorSetting[]): readonly Float64Array[] {
  const memo = createIndicatorMemo()
  return settings.flatMap((setting) => {
    const events = detectEvents(columns, memo, setting)
    const out = SIDES.map(() => new Float64Array(columns.timeMs.length))
    for (let row = 0; row < events.bar.length; row++) {
      out[events.role[row]! * 2 + (events.direction[row]! > 0 ? 1 : 0)]![events.bar[row]!] = 1 + events.strength[row]!
    }
    return out
  })
}

function scan(bench: Workbench, unit: string, beat: Beat): LeakScan {
  const inputs = tailFrom(PAIR_SHAPE, bench.columns, Math.max(0, bench.columns.timeMs.length - LEAK_SCAN_BARS))
  const cuts = drawCuts(createStream(bench.seed, `leak-scan.${unit}`), inputs.timeMs.length, LEAK_SCAN_CUTS)
  const request = { inputs, shape: PAIR_SHAPE, cuts, beat }
  if (unit === 'features') {
    const definitions = [...FEATURES, ...PATTERN_FEATURES]
    const compute = (bars: PairColumns) => computeFeatures(bars, () => {}, definitions).columns
    return scanForLeaks({ ...request, names: definitions.map(({ name }) => name), compute })
  }
  const settings = bench.config.settings.filter(({ detectorId }) => detectorId === unit)
  const names = settings.flatMap(({ parameters }) =>
    SIDES.map((side) => `${unit} ${Object.values(parameters).join('/')} ${side}`),
  )
  return scanForLeaks({ ...request, names, compute: (bars: PairColumns) => eventColumns(bars, settings) })
}

function countEvents(bench: Workbench, id: string): readonly DetectorCount[] {
  const detector = DETECTORS.find((candidate) => candidate.id === id)!
  const events = bench.eventsOf(standardSetting(detector))
  const roles = detector.kind === 'pair' ? [2] : [0, 1]
  return roles.map((role) => {
    const directions = events.direction.filter((_, row) => events.role[row] === role)
    const long = directions.filter((direction) => direction > 0).length
    return {
      detector: id,
      title: detector.title,
      role: ROLES[role]!,
      long,
      short: directions.length - long,
      perDay: directions.length / Math.max(1, bench.clock.dayCount),
    }
  })
}

/** Counts every detector's events under its standard setting, and proves by truncation and garbling that none of them sees ahead. */
export const eventsStage: Stage<object, EventsUnit, EventsResult, EventsOutput> = {
  name: 'events',
  title: 'Events',
  needs: [],
  weight: 3,
  plan: ({ config }, results) =>
    once<EventsUnit>(results, () => [
      ...config.detectors.map((detector) => ({ detector })),
      ...config.detectors.map((leakScan) => ({ leakScan })),
      { leakScan: 'features' },
    ]),
  runUnit: (bench, _plan, unit, beat) => {
    if ('detector' in unit)
      return { counts: countEvents(bench, unit.detector), leaks: { checked: 0, findings: [], unproven: [] } }
    const result = scan(bench, unit.leakScan, beat)
    const findings = result.findings.map(({ name, probe, cut, index }) => ({ name, probe, cut, index }))
    return {
      counts: [],
      leaks: { checked: result.checked, findings, unproven: unit.leakScan === 'features' ? result.unproven : [] },
    }
  },
  combine: (_input, results) => {
    const counts = results.flatMap((result) => result.counts)
    const findings = results.flatMap((result) => result.leaks.findings)
    const unproven = results.flatMap((result) => result.leaks.unproven)
    const checked = results.reduce((sum, result) => sum + result.leaks.checked, 0)
    const perDay = counts.reduce((sum, count) => sum + count.perDay, 0)
    const clean = findings.length === 0 && unproven.length === 0 && checked > 0
    return { counts, perDayAndLeg: perDay / 2, leakScan: { clean, checked, findings, unproven } }
  },
}
