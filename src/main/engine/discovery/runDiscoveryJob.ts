import type { DiscoveryContext } from '../../../core/contract/discoveryFindings.ts'
import type { DiscoveryManifest } from '../../../core/contract/discoveryRecord.ts'
import { discoverySpecSchemas } from '../../../core/contract/discoverySpecSchemas.ts'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import type { DiscoveryFindings } from '../../../core/discovery/discoveryFindings.ts'
import { combineDiscovery } from '../../../core/discovery/discoveryRunner.ts'
import { DISCOVERY_DEFAULTS } from '../../../core/discovery/discoverySettings.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { countWords } from '../../../core/time/countWords.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import { writeSchemas } from '../commands/writeSchemas.ts'
import type { Job } from '../jobs/job.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { DISCOVERY_FILES, discoveryPath, readKeptDiscovery, sealDiscovery } from '../queries/discoveryFolder.ts'
import { discoveryContext } from './discoveryContext.ts'
import { type DiscoveryFiles, discoveryFiles, writeAll } from './discoveryFiles.ts'
import { contextLog, countsLog, findingsLog, hypothesesLog } from './discoveryLogs.ts'
import type { DiscoveryPorts } from './discoveryPorts.ts'
import { countsReport, findingsReports, hypothesesReport } from './discoveryReports.ts'
import { countsOf, discoveryView } from './discoveryView.ts'
import { countTrials, ledgerBasis, recordHypotheses, recordResults } from './hypothesisTrials.ts'
import { type PreparedDiscovery, prepareDiscovery } from './prepareDiscovery.ts'
import type { DiscoveryWish } from './readDiscoverySpec.ts'
import { runDiscoveryUnits } from './runDiscoveryUnits.ts'
import { removeDiscovery, type StandingDiscovery, stagesWith, standingDiscovery, stepsOf } from './standingDiscovery.ts'

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
  /** What was damaged, so that all of it was made anew; null where nothing was. */
  readonly damage: string | null
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
  job.note(`discovery ${runId}: ${countWords(manifest.hypotheses, 'hypothesis', 'hypotheses')}`)
  job.attachRun(runId)
  const standing = standingDiscovery(files, ready.value)
  if (!standing.ok) return standing
  const { isWhole, steps, damage } = standing.value
  const asked = stepsOf(ready.value.read.stages)
  const isDone = isWhole && asked.every((step) => steps.includes(step))
  if (damage !== null) job.note(`${damage} It is made anew.`)
  if (!isDone) {
    const done = await discover({ ports, job, files, workers }, withSteps(ready.value, asked, standing.value))
    if (!done.ok) return done
  }
  const found = readKeptDiscovery(files, runId)
  if (!found.ok) return found
  if (found.value === null) throw new Error(`The discovery ${runId} was not finished`)
  const view = discoveryView(files, found.value)
  return view.ok ? success({ workspace: workspace.name, runId, unchanged: isDone, damage, view: view.value }) : view
}

type Asked = {
  readonly prepared: PreparedDiscovery
  readonly steps: ReadonlySet<string>
  readonly standing: StandingDiscovery
}

/** With the steps that an earlier run of the same had, so that nothing that was there is left out, and the manifest asks for all that is done. */
function withSteps(prepared: PreparedDiscovery, asked: readonly string[], standing: StandingDiscovery): Asked {
  const steps = new Set([...standing.steps, ...asked])
  const { task, read, manifest } = prepared
  const mostStudies = steps.has('robustness') ? DISCOVERY_DEFAULTS.mostStudies : 0
  const settings = { ...task.settings, tested: steps.has('phase2'), mostStudies }
  const spec = JSON.parse(JSON.stringify({ ...read.spec, stages: stagesWith(read.spec.stages, steps) }))
  return {
    prepared: { ...prepared, task: { ...task, settings }, manifest: { ...manifest, spec } },
    steps,
    standing,
  }
}

type Parts = {
  readonly ports: DiscoveryPorts
  readonly job: Job
  readonly files: GuardedFiles
  readonly workers: number
}

async function discover(parts: Parts, { prepared, steps, standing }: Asked): Promise<Outcome<void>> {
  const { ports, job, files } = parts
  const { runId, task, manifest } = prepared
  const context = await job.stage('context', () => discoveryContext(ports, job, task))
  if (!context.ok) return context
  const cleared = standing.damage === null ? success(undefined) : removeDiscovery(files, runId)
  if (!cleared.ok) return cleared
  const opened = discoveryFiles(files, runId)
  if (!opened.ok) return opened
  const out = opened.value
  const begun = begin(parts, out, prepared, context.value, standing)
  if (!begun.ok) return begun
  const found = steps.has('hypotheses') ? await testHypotheses(parts, out, prepared, begun.value, steps) : success(null)
  if (!found.ok) return found
  const counts = found.value === null ? null : countsOf(begun.value, found.value)
  const seal = { contentId: manifest.contentId, stages: [...steps].sort(), counts }
  const sealed = sealDiscovery(files, runId, seal, out.written())
  return sealed.ok ? removeUnits(ports.files, runId) : sealed
}

/** What stands in the folder before the first hypothesis is tested. */
function begin(
  { ports }: Parts,
  out: DiscoveryFiles,
  prepared: PreparedDiscovery,
  context: DiscoveryContext,
  { basis: known }: StandingDiscovery,
): Outcome<DiscoveryManifest> {
  const basis = known === null ? ledgerBasis(ports, prepared) : success(known)
  if (!basis.ok) return basis
  const manifest: DiscoveryManifest = { ...prepared.manifest, ledgerBasis: { ...basis.value } }
  const written = writeAll([
    () => out.writeJson(DISCOVERY_FILES.manifest, manifest),
    () => out.writeJson(DISCOVERY_FILES.context, context),
    () => out.log('context', contextLog(context)),
  ])
  return written.ok ? success(manifest) : written
}

/** Null where nothing was tested. */
async function testHypotheses(
  parts: Parts,
  out: DiscoveryFiles,
  prepared: PreparedDiscovery,
  manifest: DiscoveryManifest,
  steps: ReadonlySet<string>,
): Promise<Outcome<DiscoveryFindings | null>> {
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
  const written = await job.stage('reports', async () =>
    writeAll([
      () => countsReport(out, findings.results),
      () => out.log('phase1', countsLog(findings.results)),
      () => (isTested ? writeFindings(parts, out, prepared, manifest, findings, steps) : success(undefined)),
    ]),
  )
  if (!written.ok) return written
  return success(isTested ? findings : null)
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
