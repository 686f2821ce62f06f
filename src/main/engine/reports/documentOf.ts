import { discoveryFindingsSchema } from '../../../core/contract/discoveryFindings.ts'
import { LEAK_SCAN_FILE, leakScanRecordSchema } from '../../../core/contract/leakScanRecord.ts'
import type { ModelCurvesView } from '../../../core/contract/workbench/modelViews.ts'
import { symbolsKey } from '../../../core/job/symbolsKey.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { ReportDocument } from '../../../core/report/document/reportDocument.ts'
import { backtestDocument } from '../../../core/report/documents/backtestDocument.ts'
import { discoveryDocument } from '../../../core/report/documents/discoveryDocument.ts'
import { modelDocument } from '../../../core/report/documents/modelDocument.ts'
import { robustnessDocument } from '../../../core/report/documents/robustnessDocument.ts'
import { sweepDocument } from '../../../core/report/documents/sweepDocument.ts'
import { BACKTESTS, readBacktestManifest } from '../backtests/backtestFolder.ts'
import { readBacktestTables } from '../backtests/backtestTables.ts'
import { findBacktest } from '../backtests/listBacktests.ts'
import { discoveryView } from '../discovery/discoveryView.ts'
import { findMatrix } from '../matrices/findMatrix.ts'
import { ledgerSymbol } from '../pipeline/readPair.ts'
import type { WorkspaceStore } from '../ports/workspaceStore.ts'
import { DISCOVERY_FILES, discoveryPath, findDiscovery, readPart } from '../queries/discoveryFolder.ts'
import type { OpenedWorkspace } from '../queries/openWorkspace.ts'
import { findRobustness, listRobustness } from '../robustness/listRobustness.ts'
import { readKeptRobustness } from '../robustness/robustnessFolder.ts'
import { findSweep } from '../sweeps/listSweeps.ts'
import { readSweepBasis, SWEEPS } from '../sweeps/sweepFolder.ts'
import { modelCurves } from '../training/modelCurves.ts'
import { keptForetelling } from '../training/modelHoldOut.ts'
import { readModelOnMatrix } from '../training/modelOnMatrix.ts'
import { type ShownModel, showModel } from '../training/modelRegistry.ts'
import { MODELS_FOLDER, readTrainBasis, shortVersion } from '../training/trainFolder.ts'
import type { FoundResult } from './findResult.ts'
import { reportEvidenceOf } from './reportEvidenceOf.ts'
import type { ReportPorts } from './reportPorts.ts'

type Place = Pick<OpenedWorkspace, 'files' | 'workspace'> & { readonly store: WorkspaceStore }

/** What a kept result says, ready to be drawn. Errors: those of reading the result, its passports and the ledger; `report-of-run`, for a run of the pipeline is published with its own. */
export async function documentOf(
  ports: ReportPorts,
  place: Place,
  found: FoundResult,
): Promise<Outcome<ReportDocument>> {
  switch (found.kind) {
    case 'backtest':
      return backtestReport(ports, place, found.id)
    case 'robustness':
      return robustnessReport(ports, place, found.id)
    case 'sweep':
      return sweepReport(ports, place, found.id)
    case 'discovery':
      return discoveryReport(ports, place, found.id)
    case 'model':
      return modelReport(ports, place, found.id)
    case 'run':
      return failure('report-of-run', `The run ${found.id} is published with its report.`, '')
  }
}

function below(folder: string, hashes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hashes).map(([name, hash]) => [`${folder}/${name}`, hash]))
}

function verifyCommand(place: Place, id: string): string {
  return `assay verify ${place.workspace.name} --run ${id}`
}

async function backtestReport(ports: ReportPorts, place: Place, id: string): Promise<Outcome<ReportDocument>> {
  const { files, workspace } = place
  const kept = findBacktest(files, workspace.name, id)
  if (!kept.ok) return kept
  const { manifest, metrics, complete } = kept.value
  const tables = await readBacktestTables(ports.columns, files, id)
  if (!tables.ok) return tables
  const own = ports.ledger.ownTrials(manifest.symbols, id, manifest.ledgerBasis)
  if (!own.ok) return own
  const suite = newestSuite(place, id)
  const evidence = reportEvidenceOf(ports, place, {
    symbols: manifest.instruments,
    keys: [{ symbols: manifest.symbols, before: manifest.ledgerBasis, own: own.value.trials }],
    files: below(`backtests/${id}`, complete.files),
    commands: [`assay backtest run ${workspace.name} --spec spec.yaml`, verifyCommand(place, id)],
  })
  if (!evidence.ok) return evidence
  const leakScan = BACKTESTS.read(files, id, LEAK_SCAN_FILE, leakScanRecordSchema)
  const { days, trades } = tables.value
  return success(backtestDocument({ manifest, metrics, days, trades, leakScan, suite }, evidence.value))
}

/** Of several suites of one backtest the one whose neighbours were counted last. */
function newestSuite({ files }: Place, backtestId: string) {
  const done = listRobustness(files).filter(
    ({ state, manifest }) => state === 'done' && manifest?.backtestId === backtestId,
  )
  const newest = done.toSorted(
    (a, b) => (b.manifest?.ledgerBasis.throughSeq ?? 0) - (a.manifest?.ledgerBasis.throughSeq ?? 0),
  )[0]
  if (newest === undefined) return null
  const kept = readKeptRobustness(files, newest.robustnessId)
  return kept.ok ? kept.value : null
}

function robustnessReport(ports: ReportPorts, place: Place, id: string): Outcome<ReportDocument> {
  const { files, workspace } = place
  const kept = findRobustness(files, workspace.name, id)
  if (!kept.ok) return kept
  const { manifest, suite, complete } = kept.value
  const symbols = readBacktestManifest(files, manifest.backtestId)?.symbols ?? symbolsKey(manifest.instruments)
  const evidence = reportEvidenceOf(ports, place, {
    symbols: manifest.instruments,
    keys: [{ symbols, before: manifest.ledgerBasis, own: manifest.trials }],
    files: below(`robustness/${id}`, complete.files),
    commands: [
      `assay robustness run ${workspace.name} --backtest ${manifest.backtestId} --spec spec.yaml`,
      verifyCommand(place, id),
    ],
  })
  return evidence.ok ? success(robustnessDocument(manifest, suite, evidence.value)) : evidence
}

function sweepReport(ports: ReportPorts, place: Place, id: string): Outcome<ReportDocument> {
  const { files, workspace } = place
  const kept = findSweep(files, workspace.name, id)
  if (!kept.ok) return kept
  const { manifest, summary, overfitting, complete } = kept.value
  const { base } = manifest
  const evidence = reportEvidenceOf(ports, place, {
    symbols: base.instruments,
    keys: [{ symbols: base.symbols, before: readSweepBasis(files, id), own: summary.trials.own }],
    files: below(`sweeps/${id}`, complete.files),
    commands: [`assay sweep run ${workspace.name} --spec spec.yaml`],
  })
  if (!evidence.ok) return evidence
  const leakScan = SWEEPS.read(files, id, LEAK_SCAN_FILE, leakScanRecordSchema)
  return success(sweepDocument({ manifest, summary, overfitting, leakScan }, evidence.value))
}

function discoveryReport(ports: ReportPorts, place: Place, id: string): Outcome<ReportDocument> {
  const { files, workspace } = place
  const kept = findDiscovery(files, workspace.name, id)
  if (!kept.ok) return kept
  const view = discoveryView(files, kept.value)
  if (!view.ok) return view
  const { manifest, complete } = kept.value
  const evidence = reportEvidenceOf(ports, place, {
    symbols: manifest.symbols,
    keys: Object.entries(manifest.ledgerBasis).map(([symbols, before]) => ({ symbols, before, own: null })),
    files: complete.files,
    commands: [`assay discover run ${workspace.name} --spec spec.yaml --run-id ${id}`, verifyCommand(place, id)],
  })
  if (!evidence.ok) return evidence
  const findings = readPart(files, discoveryPath(id, DISCOVERY_FILES.findings), discoveryFindingsSchema)
  return success(discoveryDocument(view.value, findings, evidence.value))
}

async function modelReport(ports: ReportPorts, place: Place, id: string): Promise<Outcome<ReportDocument>> {
  const { files, workspace, store } = place
  const shown = showModel(files, store, id)
  if (!shown.ok) return shown
  const { manifest, report, complete } = shown.value
  const { modelId, sha256, instruments, matrix } = manifest
  const version = shortVersion(sha256)
  const holdOut = keptForetelling(files, shown.value)
  const passport = findMatrix(files, workspace.name, matrix.sha256)
  const curves = await curvesOf(ports, workspace.name, shown.value)
  const symbols = symbolsKey(instruments.map((symbol) => ledgerSymbol(workspace, symbol)))
  const told = below(`${MODELS_FOLDER}/${modelId}`, complete.files)
  const evidence = reportEvidenceOf(ports, place, {
    symbols: instruments,
    keys: [{ symbols, before: readTrainBasis(files, modelId, version), own: report.trials.own }],
    files: told,
    commands: [
      `assay train ${workspace.name} --matrix ${matrix.sha256.slice(0, 12)} --config spec.yaml --id ${modelId}`,
      `assay models show ${workspace.name} ${modelId}@${version}`,
    ],
  })
  if (!evidence.ok) return evidence
  const known = passport.ok && passport.value.contentSha256 === matrix.contentSha256 ? passport.value : null
  return success(modelDocument({ ...shown.value, matrix: known, curves, holdOut }, evidence.value))
}

/** Null where the model foretells amounts, or its matrix is not there any more: the report then says so of the matrix. */
async function curvesOf(ports: ReportPorts, workspace: string, shown: ShownModel): Promise<ModelCurvesView | null> {
  if (shown.manifest.task !== 'classification') return null
  const read = await readModelOnMatrix(ports, workspace, shown)
  if (!read.ok) return null
  const curves = modelCurves(read.value)
  return curves.ok ? curves.value : null
}
