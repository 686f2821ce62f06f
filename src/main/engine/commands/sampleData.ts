import type { LayerManifest } from '../../../core/contract/layer.ts'
import type { Synthetic, Workspace } from '../../../core/contract/workspace.ts'
import type { Beat } from '../../../core/job/beat.ts'
import type { Instrument } from '../../../core/market/instrument.ts'
import type { Passport } from '../../../core/market/passport.ts'
import { generateSample, MAXIMUM_STRENGTH, type SampleLeg } from '../../../core/market/sampleMarket.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'
import { hashFiles } from '../data/hashFiles.ts'
import { beginLayer, type LayerFacts, listLayers, type NewLayer, ROWS_FILE } from '../data/layers.ts'
import { layerFolder, PUBLICATION_FILE, ROW_COLUMNS, seriesPaths } from '../data/layout.ts'
import { finishPublication } from '../data/publication.ts'
import { rebuildSeries, type SeriesSubject } from '../data/rebuildSeries.ts'
import { removeSeries } from '../data/removeSeries.ts'
import type { DataPorts } from '../ports/dataPorts.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { ManifestFormat } from '../ports/manifestFormat.ts'
import type { OpenedWorkspace } from '../queries/openWorkspace.ts'
import { updateWorkspace } from './updateWorkspace.ts'

/** `strength` is read for `planted` only: the true net annual Sharpe of the planted edge. `startMs`: 2016-01-01 where left out. */
export type SampleOptions = {
  readonly kind: Synthetic['kind']
  readonly seed: number
  readonly bars: number
  readonly strength?: number | undefined
  readonly startMs?: number | undefined
}

export type SampleReport = {
  readonly synthetic: Synthetic
  readonly passports: readonly Passport[]
}

const DEFAULT_START_MS = Date.UTC(2016, 0, 1)
const MOST_BARS = 2_000_000

/**
 * Fills both roles of an empty workspace with seeded synthetic bars, through the same path as received files, and marks the workspace.
 * The caller holds the lock. A failure or cancel leaves the workspace as before; what a killed sample left is done again.
 *
 * Errors: `bad-option` (seed, bars or strength), `role-missing` (two roles are needed), `sample-needs-24x7`, `workspace-has-data` (bars
 * are there already), `disk-full`, `not-writable`, `interval-unreadable`, and those of the manifest.
 */
export async function sampleData(
  ports: DataPorts & { readonly manifests: ManifestFormat },
  opened: OpenedWorkspace,
  options: SampleOptions,
  beat: Beat,
): Promise<Outcome<SampleReport>> {
  const { workspace } = opened
  const legs = legsOf(workspace, options)
  if (!legs.ok) return legs
  const recovered = finishPublication(ports.files)
  if (!recovered.ok) return recovered
  const layers = listLayers(ports.files)
  if (!layers.ok) return layers
  const bars = layers.value.filter((layer) => layer.kind === 'bars')
  if (bars.length > 0 && !isHalfSample(ports.files, bars, legs.value))
    return failure(
      'workspace-has-data',
      'The workspace holds bars already; synthetic ones are never mixed with others.',
      'Create another workspace for the sample.',
    )
  const swept = sweep(ports.files, bars, legs.value)
  if (!swept.ok) return swept
  const strength = options.kind === 'planted' ? (options.strength ?? 0) : null
  const synthetic: Synthetic = { kind: options.kind, seed: options.seed, strength }
  const marked = updateWorkspace(ports, opened, (before) => ({ ...before, synthetic }))
  if (!marked.ok) return marked
  let done = false
  try {
    const passports = await fillLegs(ports, legs.value, options, synthetic, beat)
    done = passports.ok
    return passports.ok ? success({ synthetic, passports: passports.value }) : passports
  } finally {
    if (!done && !ports.files.exists(PUBLICATION_FILE)) ports.files.writeText('workspace.yaml', opened.manifestText)
  }
}

/** What a sample leaves that was killed before its second leg was done. */
function isHalfSample(files: GuardedFiles, bars: readonly LayerManifest[], legs: readonly SeriesSubject[]): boolean {
  const lacksLeg = legs.some(
    ({ instrument, interval }) => !files.exists(seriesPaths(instrument.symbol, interval.label).passport),
  )
  return lacksLeg && bars.every((layer) => layer.synthetic !== null)
}

/** Series before layers, so that a sweep that is killed is begun again. */
function sweep(files: GuardedFiles, bars: readonly LayerManifest[], legs: readonly SeriesSubject[]): Outcome<void> {
  if (bars.length === 0) return success(undefined)
  for (const { instrument, interval } of legs) removeSeries(files, instrument.symbol, interval.label)
  for (const { layer } of bars) {
    const removed = files.remove(layerFolder(layer))
    if (!removed.ok) return removed
  }
  return success(undefined)
}

function legsOf(workspace: Workspace, options: SampleOptions): Outcome<readonly [SeriesSubject, SeriesSubject]> {
  const { kind, seed, bars, strength } = options
  if (!Number.isSafeInteger(seed) || seed < 0) return badOption('--seed must be a whole number, 0 or more.')
  if (!Number.isSafeInteger(bars) || bars < 100 || bars > MOST_BARS)
    return badOption(`--bars must be a whole number from 100 to ${MOST_BARS}.`)
  if (kind === 'planted' && !(strength !== undefined && strength >= 0 && strength <= MAXIMUM_STRENGTH))
    return badOption(`--strength must be from 0 to ${MAXIMUM_STRENGTH} for --kind planted.`)
  if (kind !== 'planted' && strength !== undefined) return badOption(`--strength has no meaning for --kind ${kind}.`)
  const interval = parseInterval(workspace.interval)
  if (!interval.ok) return interval
  const find = (symbol: string | undefined) => workspace.instruments.find((instrument) => instrument.symbol === symbol)
  const primary = find(workspace.roles.primary)
  const secondary = find(workspace.roles.secondary)
  if (primary === undefined || secondary === undefined)
    return failure(
      'role-missing',
      'A sample has two legs; the workspace has no pair.',
      'Create one with --primary and --secondary.',
    )
  if (primary.calendar !== '24x7' || secondary.calendar !== '24x7')
    return failure(
      'sample-needs-24x7',
      'Samples trade around the clock; the calendar of this workspace does not.',
      'Use a workspace of the profile crypto.',
    )
  const subject = (instrument: Instrument): SeriesSubject => ({ instrument, interval: interval.value })
  return success([subject(primary), subject(secondary)])
}

function badOption(message: string): Outcome<never> {
  return failure('bad-option', message, 'See: assay data sample --help')
}

async function fillLegs(
  ports: DataPorts,
  legs: readonly [SeriesSubject, SeriesSubject],
  options: SampleOptions,
  synthetic: Synthetic,
  beat: Beat,
): Promise<Outcome<readonly Passport[]>> {
  const { kind, seed, bars, strength, startMs } = options
  beat(0, bars, 'drawing the sample')
  const sample = generateSample({
    kind,
    seed,
    bars,
    strength: strength ?? 0,
    intervalMs: legs[0].interval.ms,
    startMs: startMs ?? DEFAULT_START_MS,
  })
  const created: NewLayer[] = []
  const passports: Passport[] = []
  let done = false
  try {
    for (const [index, columns] of [sample.primary, sample.secondary].entries()) {
      const leg = legs[index]!
      const layer = beginLayer(ports.files)
      if (!layer.ok) return layer
      created.push(layer.value)
      const manifest = await fillSampleLayer(ports, layer.value, leg, columns, synthetic, index, beat)
      if (!manifest.ok) return manifest
      const rebuilt = await rebuildSeries(ports, leg, [manifest.value], beat)
      if (!rebuilt.ok) return rebuilt
      passports.push(rebuilt.value.passport)
    }
    done = true
    return success(passports)
  } finally {
    if (!done && !ports.files.exists(PUBLICATION_FILE)) {
      for (const layer of created) layer.remove()
      for (const leg of legs) removeSeries(ports.files, leg.instrument.symbol, leg.interval.label)
    }
  }
}

async function fillSampleLayer(
  ports: DataPorts,
  layer: NewLayer,
  { instrument, interval }: SeriesSubject,
  leg: SampleLeg,
  synthetic: Synthetic,
  index: number,
  beat: Beat,
) {
  const path = layer.path(ROWS_FILE)
  if (!path.ok) return path
  const rows = leg.timeMs.length
  const trades = new Float64Array(rows).fill(Number.NaN)
  const line = Float64Array.from({ length: rows }, (_, row) => row + 1)
  const columns = [leg.timeMs, leg.open, leg.high, leg.low, leg.close, leg.volume, trades, line]
  const written = await ports.columns.writeParquet(
    path.value,
    ROW_COLUMNS.map((name, column) => ({ name, values: columns[column]! })),
  )
  if (!written.ok) return written
  const hashes = await hashFiles(ports, layer, [ROWS_FILE], beat)
  if (!hashes.ok) return hashes
  const facts: LayerFacts = {
    kind: 'bars',
    subject: instrument.symbol,
    interval: interval.label,
    role: index === 0 ? 'primary' : 'secondary',
    source: 'synthetic',
    sourceName: `synthetic-${synthetic.kind}-seed-${synthetic.seed}`,
    sourceSha256: hashes.value[ROWS_FILE]!,
    synthetic,
    format: null,
    download: null,
    rows,
    unreadableRows: 0,
    firstTimeMs: leg.timeMs[0] ?? null,
    lastTimeMs: leg.timeMs[rows - 1] ?? null,
    receivedAtMs: null,
    supersedes: [],
    notes: [],
  }
  return layer.commit(facts, hashes.value)
}
