import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import type { EventStudyView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { eventStudy } from '../../../core/discovery/eventStudy.ts'
import { directionSign } from '../../../core/discovery/sample/forwardReturn.ts'
import { createSampleMaker, type SampleMaker } from '../../../core/discovery/sample/sampleMaker.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { DiscoveryLookPorts } from './discoveryPorts.ts'
import { type PreparedDiscovery, prepareDiscovery } from './prepareDiscovery.ts'

/** A discovery with its bars read again, and what makes its samples. */
export type ReopenedDiscovery = { readonly prepared: PreparedDiscovery; readonly samples: SampleMaker }

/** The bars and sensors of a kept discovery, if they are still those that it looked at. Errors: `discovery-data-changed`, those of `prepareDiscovery`. */
export async function reopenDiscovery(
  ports: DiscoveryLookPorts,
  workspace: Workspace,
  manifest: DiscoveryManifest,
): Promise<Outcome<ReopenedDiscovery>> {
  const prepared = await prepareDiscovery(ports, workspace, { written: manifest.spec })
  if (!prepared.ok) return prepared
  if (prepared.value.manifest.contentId !== manifest.contentId) return dataChanged(manifest)
  const { market, settings } = prepared.value.task
  return success({ prepared: prepared.value, samples: createSampleMaker(market, settings) })
}

const MOST_EVENTS = 2_000
const LEAST_BEFORE = 12
const MOST_BEFORE = 96
const MOST_AFTER = 400

/** What prices did around the events of a hypothesis. Errors: `no-such-hypothesis`, `no-events`. */
export function studyEvents({ prepared, samples }: ReopenedDiscovery, id: string): Outcome<EventStudyView> {
  const hypothesis = prepared.hypotheses.find((one) => one.id === id)
  if (hypothesis === undefined)
    return failure(
      'no-such-hypothesis',
      `The discovery ${prepared.runId} has no hypothesis ${id}.`,
      'Choose one of its hypotheses.',
    )
  const sample = samples.sample(hypothesis)
  if (sample.bars.length === 0)
    return failure('no-events', `The hypothesis ${id} has no event.`, 'Choose one that has events.')
  const { timeMs, intervalMs, instruments } = prepared.task.market.market
  const { horizonBars, direction } = hypothesis
  const study = eventStudy({
    leg: instruments[samples.placeOf(hypothesis.symbol)]!,
    sign: directionSign(direction),
    bars: sample.bars,
    cluster: sample.cluster,
    controlBars: sample.controlBars,
    before: Math.min(MOST_BEFORE, Math.max(LEAST_BEFORE, horizonBars)),
    after: Math.min(MOST_AFTER, Math.max(LEAST_BEFORE, 2 * horizonBars)),
  })
  return success({
    id,
    horizonBars,
    intervalMs,
    events: sample.bars.length,
    clusters: new Set(sample.cluster).size,
    controls: sample.controlBars.length,
    offset: study.offset,
    mean: Array.from(study.mean, told),
    low: Array.from(study.low, told),
    high: Array.from(study.high, told),
    controlMean: Array.from(study.controlMean, told),
    eventMs: Array.from(sample.bars.subarray(-MOST_EVENTS), (bar) => timeMs[bar]!),
  })
}

function told(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

function dataChanged({ runId }: DiscoveryManifest): Outcome<never> {
  return failure(
    'discovery-data-changed',
    `The bars, the sensors or the program are not those of the discovery ${runId} any more.`,
    'Run the discovery again: it is then another one.',
  )
}
