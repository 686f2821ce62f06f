import type { DiscoveryContext } from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import type { DiscoveryStages } from '../../../core/contract/discoverySpec.ts'
import { discoverySpecSchemas } from '../../../core/contract/discoverySpecSchemas.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { DiscoveryFindings } from '../../../core/discovery/discoveryFindings.ts'
import { combineDiscovery } from '../../../core/discovery/discoveryRunner.ts'
import { DISCOVERY_DEFAULTS } from '../../../core/discovery/discoverySettings.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import { writeSchemas } from '../backtests/writeSchemas.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { Job } from '../jobs/job.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import {
  brokenDiscovery,
  DISCOVERY_FILES,
  type DiscoveryStep,
  discoveryIds,
  discoveryPath,
  type KeptDiscovery,
  readDiscoveryManifest,
  readKeptDiscovery,
  sealDiscovery,
} from '../queries/discoveryFolder.ts'
import { discoveryContext } from './discoveryContext.ts'
import { type DiscoveryFiles, discoveryFiles, writeAll } from './discoveryFiles.ts'
import { contextLog, countsLog, findingsLog, hypothesesLog } from './discoveryLogs.ts'
import type { DiscoveryPorts } from './discoveryPorts.ts'
import { countsReport, findingsReports, hypothesesReport } from './discoveryReports.ts'
import { discoveryView } from './discoveryView.ts'
import { countTrials, ledgerBasis, recordHypotheses, recordResults } from './hypothesisTrials.ts'
import { type PreparedDiscovery, prepareDiscovery } from './prepareDiscovery.ts'
import type { DiscoveryWish } from './readDiscoverySpec.ts'
import { runDiscoveryUnits } from './runDiscoveryUnits.ts'

export const DISCOVERY_STAGES: readonly StageWeight[] = [
  { stage: 'prepare', weight: 4 },
  { stage: 'context', weight: 8 },
  { stage: 'hypotheses', weight: 1 },
  { stage: 'phase1', weight: 1 },
  { stage: 'phase2', weight: 64 },
  { stage: 'robustness', weight: 12 },
  { stage: 'candidates', weight: 6 },
  { stage: 'expectancy', weight: 1 },
  { stage: 'reports', weight: 3 },
]

/** `unchanged`: all that is asked for was there already. */
export type DiscoveryReport = {
  readonly workspace: string
  readonly runId: string
  readonly unchanged: boolean
  readonly view: DiscoveryView
}

/**
 * A discovery, kept under `runs/<id>` with its reports under `reports/`. Each finished unit is a file, so that one that was cancelled or killed goes on with the same command; the same again with
 * more stages adds what is missing. Errors: those of `prepareDiscovery`, of the ledger and of the worker pool; `run-id-taken`, `leak-found`, `discovery-broken`.
 */
export async function runDiscoveryJob(
  ports: DiscoveryPorts,
  { job, opened }: WorkspaceJob,
  wish: DiscoveryWish,
  workers: number,
): Promise<Outcome<DiscoveryReport>> {
  const { workspace, files } = opened
  const schemas = writeSchemas(files, discoverySpecSchemas())
  if (!schemas.ok) return schemas
  const ready = await job.stage('prepare', () => prepareDiscovery(ports, workspace, wish))
  if (!ready.ok) return ready
  const { runId, manifest } = ready.value
  job.note(`discovery ${runId}: ${manifest.hypotheses} hypotheses`)
  job.attachRun(runId)
  const free = checkRunId(files, ready.value)
  if (!free.ok) return free
  const kept = readKeptDiscovery(files, runId)
  if (!kept.ok) return kept
  const steps = stepsOf(ready.value.read.stages)
  const isDone = kept.value !== null && steps.every((step) => kept.value?.complete.stages.includes(step))
  if (!isDone) {
    const done = await discover({ ports, job, files, workers }, withSteps(ready.value, steps, kept.value))
    if (!done.ok) return done
  }
  const found = readKeptDiscovery(files, runId)
  if (!found.ok) return found
  if (found.value === null) throw new Error(`The discovery ${runId} was not finished`)
  const view = discoveryView(files, found.value)
  return view.ok ? success({ workspace: workspace.name, runId, unchanged: isDone, view: view.value }) : view
}

/** A name that holds something else is not written over. Errors: `run-id-taken`, `discovery-broken`. */
function checkRunId(files: GuardedFiles, { runId, manifest }: PreparedDiscovery): Outcome<void> {
  if (!files.exists(discoveryPath(runId, DISCOVERY_FILES.manifest))) return success(undefined)
  const known = readDiscoveryManifest(files, runId)
  if (known === null && discoveryIds(files).includes(runId)) return brokenDiscovery(runId, DISCOVERY_FILES.manifest)
  if (known?.contentId === manifest.contentId) return success(undefined)
  return failure(
    'run-id-taken',
    `The run ${runId} is there already and is another one: other data, another grammar or other settings.`,
    'Choose another --run-id, or leave it out: a run is then named by what decides it.',
  )
}

function stepsOf(stages: DiscoveryStages): readonly DiscoveryStep[] {
  const { hypothesis, phase2, candidates, expectancy, robustness } = stages
  const asked: readonly (DiscoveryStep | false)[] = [
    'context',
    hypothesis && 'hypotheses',
    hypothesis && 'phase1',
    phase2 && 'phase2',
    candidates && 'candidates',
    expectancy && 'expectancy',
    robustness && 'robustness',
    'reports',
  ]
  return asked.filter((step) => step !== false)
}

type Asked = { readonly prepared: PreparedDiscovery; readonly steps: ReadonlySet<string> }

/** With the steps that an earlier run of the same had, so that nothing that was there is left out. */
function withSteps(prepared: PreparedDiscovery, asked: readonly string[], kept: KeptDiscovery | null): Asked {
  const steps = new Set([...(kept?.complete.stages ?? []), ...asked])
  const { task } = prepared
  const mostStudies = steps.has('robustness') ? DISCOVERY_DEFAULTS.mostStudies : 0
  const settings = { ...task.settings, tested: steps.has('phase2'), mostStudies }
  return { prepared: { ...prepared, task: { ...task, settings } }, steps }
}

type Parts = {
  readonly ports: DiscoveryPorts
  readonly job: Job
  readonly files: GuardedFiles
  readonly workers: number
}

async function discover(parts: Parts, { prepared, steps }: Asked): Promise<Outcome<void>> {
  const { ports, job, files } = parts
  const { runId, task } = prepared
  const context = await job.stage('context', () => discoveryContext(ports, job, task))
  if (!context.ok) return context
  const opened = discoveryFiles(files, runId)
  if (!opened.ok) return opened
  const out = opened.value
  const begun = begin(parts, out, prepared, context.value)
  if (!begun.ok) return begun
  if (steps.has('hypotheses')) {
    const found = await testHypotheses(parts, out, prepared, begun.value, steps)
    if (!found.ok) return found
  }
  const ordered = [...steps].sort()
  const sealed = sealDiscovery(files, runId, ordered, out.written())
  return sealed.ok ? removeUnits(ports.files, runId) : sealed
}

/** What stands in the folder before the first hypothesis is tested. */
function begin(
  { ports, files }: Parts,
  out: DiscoveryFiles,
  prepared: PreparedDiscovery,
  context: DiscoveryContext,
): Outcome<DiscoveryManifest> {
  const known = readDiscoveryManifest(files, prepared.runId)
  const basis = known === null ? ledgerBasis(ports, prepared) : success(known.ledgerBasis)
  if (!basis.ok) return basis
  const manifest: DiscoveryManifest = { ...prepared.manifest, ledgerBasis: { ...basis.value } }
  const written = writeAll([
    () => out.writeJson(DISCOVERY_FILES.manifest, manifest),
    () => out.writeJson(DISCOVERY_FILES.context, context),
    () => out.log('context', contextLog(context)),
  ])
  return written.ok ? success(manifest) : written
}

async function testHypotheses(
  parts: Parts,
  out: DiscoveryFiles,
  prepared: PreparedDiscovery,
  manifest: DiscoveryManifest,
  steps: ReadonlySet<string>,
): Promise<Outcome<void>> {
  const { ports, job } = parts
  const { runId, task } = prepared
  const isTested = task.settings.tested
  const declared = await job.stage('hypotheses', async () =>
    writeAll([
      () => hypothesesReport(out, prepared),
      () => out.log('hypotheses', hypothesesLog(prepared)),
      () => (isTested ? recorded(ports, prepared) : success(undefined)),
    ]),
  )
  if (!declared.ok) return declared
  const results = await runDiscoveryUnits({ ...parts, runId, task })
  if (!results.ok) return results
  const findings = await job.stage('candidates', async () => combined(prepared, results.value))
  const scored = isTested ? recordResults(ports, prepared, findings.results) : success(undefined)
  if (!scored.ok) return scored
  return job.stage('reports', async () =>
    writeAll([
      () => countsReport(out, findings.results),
      () => out.log('phase1', countsLog(findings.results)),
      () => (isTested ? writeFindings(parts, out, prepared, manifest, findings, steps) : success(undefined)),
    ]),
  )
}

/** Every hypothesis is a trial before the first is tested. */
function recorded(ports: DiscoveryPorts, prepared: PreparedDiscovery): Outcome<void> {
  const added = recordHypotheses(ports, prepared)
  return added.ok ? success(undefined) : added
}

function combined({ task }: PreparedDiscovery, results: readonly JsonValue[]): DiscoveryFindings {
  return combineDiscovery(task, results)
}

function writeFindings(
  { ports }: Parts,
  out: DiscoveryFiles,
  prepared: PreparedDiscovery,
  { ledgerBasis: basis }: DiscoveryManifest,
  findings: DiscoveryFindings,
  steps: ReadonlySet<string>,
): Outcome<void> {
  const trials = countTrials(ports, prepared, basis)
  if (!trials.ok) return trials
  const { own, before } = trials.value
  return writeAll([
    () => out.writeJson(DISCOVERY_FILES.trials, { schemaVersion: 1, own, before }),
    () => out.writeJson(DISCOVERY_FILES.findings, findings),
    () => findingsReports(out, prepared, findings, steps),
    ...findingsLog(findings, steps).map(
      ({ stage, lines }) =>
        () =>
          out.log(stage, lines),
    ),
  ])
}

function removeUnits(files: GuardedFiles, runId: string): Outcome<void> {
  const folder = discoveryPath(runId, 'units')
  return files.exists(folder) ? files.remove(folder) : success(undefined)
}
