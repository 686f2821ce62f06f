import { discoveryFindingsSchema, type StoredEdgeCandidate } from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import type { PromotionForm, PromotionView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { createSampleMaker } from '../../../core/discovery/sample/sampleMaker.ts'
import { assertNever, failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { DISCOVERY_FILES, discoveryPath, findDiscovery, readPart } from '../queries/discoveryFolder.ts'
import type { DiscoveryLookPorts } from './discoveryPorts.ts'
import { type PreparedDiscovery, prepareDiscovery } from './prepareDiscovery.ts'
import { backtestTexts, type Promoted, packTexts, trainingTexts } from './promotedTexts.ts'

export type PromotionWish = { readonly idStart: string; readonly candidate: string; readonly form: PromotionForm }

const FOLDER = 'candidates'

/**
 * Writes what runs a candidate, below `candidates/<run>/<hypothesis>/`. Its events are found again, on all bars from the discovery's first one to the last that is not sealed: those after the
 * discovery's last bar had no say in choosing it. Errors: those of `findDiscovery` and `prepareDiscovery`, `no-such-candidate`, `cannot-promote`.
 */
export async function promoteCandidate(
  ports: DiscoveryLookPorts,
  workspace: Workspace,
  { idStart, candidate, form }: PromotionWish,
): Promise<Outcome<PromotionView>> {
  const found = findDiscovery(ports.files, workspace.name, idStart)
  if (!found.ok) return found
  const { manifest } = found.value
  const chosen = candidateOf(ports, manifest, candidate)
  if (!chosen.ok) return chosen
  const { hypothesis } = chosen.value.result
  const { end_date: _end, stages: _stages, max_hypotheses: _most, ...spec } = Object(manifest.spec)
  const { symbol, family, condition, direction } = hypothesis
  const asked = { symbols: manifest.symbols, families: [family], conditions: [condition], directions: [direction] }
  const prepared = await prepareDiscovery(ports, workspace, {
    written: { ...spec, ...asked, interval: manifest.interval },
  })
  if (!prepared.ok) return prepared
  const promoted: Promoted = {
    manifest,
    candidate: chosen.value,
    timeMs: prepared.value.bars.market.timeMs,
    hasBar: barsOf(prepared.value, symbol),
    eventBars: eventsOf(prepared.value, chosen.value),
    closeOf: (timeMs) => timeMs + manifest.intervalMs,
  }
  if (promoted.eventBars.length === 0) return noEvents(candidate)
  const folder = `${FOLDER}/${manifest.runId}/${candidate.replaceAll(/[^A-Za-z0-9]+/g, '-')}`
  return writePromotion(ports, workspace, form, folder, promoted)
}

function writePromotion(
  { files }: DiscoveryLookPorts,
  workspace: Workspace,
  form: PromotionForm,
  folder: string,
  promoted: Promoted,
): Outcome<PromotionView> {
  const root = files.resolve(folder)
  if (!root.ok) return root
  const { texts, main, command, note } = textsOf(form)(workspace, root.value, promoted)
  for (const [name, text] of Object.entries(texts)) {
    const written = files.writeText(`${folder}/${name}`, text)
    if (!written.ok) return written
  }
  const spec = texts[main]
  if (spec === undefined) throw new Error(`A promotion without its ${main}`)
  return success({ form, files: Object.keys(texts).map((name) => `${folder}/${name}`), spec, command, note })
}

function textsOf(form: PromotionForm) {
  switch (form) {
    case 'backtest':
      return backtestTexts
    case 'pack':
      return packTexts
    case 'training-set':
      return trainingTexts
    default:
      return assertNever(form)
  }
}

function candidateOf(
  { files }: DiscoveryLookPorts,
  { runId }: DiscoveryManifest,
  id: string,
): Outcome<StoredEdgeCandidate> {
  const findings = readPart(files, discoveryPath(runId, DISCOVERY_FILES.findings), discoveryFindingsSchema)
  const candidate = findings?.candidates.find(({ result }) => result.hypothesis.id === id)
  if (candidate !== undefined) return success(candidate)
  return failure(
    'no-such-candidate',
    `The discovery ${runId} did not look closely at ${id}.`,
    'See those that it did with: assay discover candidates WORKSPACE RUN. An id holds "|": write it in quotes.',
  )
}

function eventsOf({ task }: PreparedDiscovery, { result }: StoredEdgeCandidate): Int32Array {
  return createSampleMaker(task.market, task.settings).sample(result.hypothesis).bars
}

function barsOf({ bars }: PreparedDiscovery, symbol: string): (bar: number) => boolean {
  const place = bars.instruments.findIndex((instrument) => instrument.symbol === symbol)
  const { close } = bars.market.instruments[place]!
  return (bar) => !Number.isNaN(close[bar]!)
}

function noEvents(candidate: string): Outcome<never> {
  return failure(
    'cannot-promote',
    `On the bars that lie here now, ${candidate} has no event.`,
    'The data have changed since: run the discovery again.',
  )
}
