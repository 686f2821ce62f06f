import { ENGINE_VERSION } from '../../../core/contract/engineVersion.ts'
import type { MatrixPassport } from '../../../core/contract/matrixPassport.ts'
import type { MatrixReport } from '../../../core/contract/workbench/buildViews.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { success } from '../../../core/outcome/outcome.ts'
import { DAY_MS } from '../../../core/time/durations.ts'
import { intervalLabel } from '../../../core/time/interval.ts'
import { isoTime } from '../../../core/time/isoTime.ts'
import type { BuildPorts } from './buildPorts.ts'
import { frequencyName } from './frequencyOf.ts'
import { noteBuilt } from './listMatrices.ts'
import { matrixContentSha256 } from './matrixContent.ts'
import { MATRICES_FOLDER, matrixFiles } from './matrixFiles.ts'
import { frameColumns, type MatrixFrame } from './matrixFrame.ts'
import type { MatrixRows } from './matrixRows.ts'
import type { PreparedBuild } from './prepareBuild.ts'

/** Writes a matrix, its report, what it is built again by, then its passport, and puts it at the end of the list. The answer is the passport. */
export async function storeMatrix(
  ports: BuildPorts,
  workspace: Workspace,
  build: PreparedBuild,
  rows: MatrixRows,
  frame: MatrixFrame,
  report: MatrixReport,
): Promise<Outcome<MatrixPassport>> {
  const symbols = build.source.instruments.map(({ symbol }) => symbol)
  const columns = frameColumns(
    frame,
    build.features.map(({ name }) => name),
    symbols,
  )
  const contentSha256 = matrixContentSha256(ports.digests, columns)
  const passport = passportOf(workspace, build, rows, frame, report, contentSha256)
  const files = matrixFiles(passport.name, passport.sha256)
  const made = ports.files.makeFolder(MATRICES_FOLDER)
  if (!made.ok) return made
  const path = ports.files.resolve(files.table)
  if (!path.ok) return path
  const written = await ports.columns.writeFrame(path.value, columns)
  if (!written.ok) return written
  for (const [name, value] of [
    [files.report, report],
    [files.build, { schemaVersion: 1, spec: build.spec }],
    [files.passport, passport],
  ] as const) {
    const kept = ports.files.writeText(name, `${JSON.stringify(value, null, 2)}\n`)
    if (!kept.ok) return kept
  }
  const listed = noteBuilt(ports.files, passport)
  return listed.ok ? success(passport) : listed
}

function passportOf(
  workspace: Workspace,
  build: PreparedBuild,
  { instruments: rows }: MatrixRows,
  { timeMs, target }: MatrixFrame,
  report: MatrixReport,
  contentSha256: string,
): MatrixPassport {
  const { source, features, sha256, hashes, assumptions } = build
  const { instruments, interval, sealedMs, sealed } = source
  const horizonBars = rows.reduce((most, row) => Math.max(most, row.target.horizonBars), 0)
  const findings = report.checks.flatMap(({ findings: found }) =>
    found.flatMap(({ code, severity, sentence }) => (severity === 'note' ? [] : [{ code, severity, sentence }])),
  )
  return {
    schemaVersion: 1,
    name: matrixName(build, horizonBars),
    sha256,
    contentSha256,
    engineVersion: ENGINE_VERSION,
    synthetic: workspace.synthetic ?? null,
    instruments: instruments.map(({ symbol }) => symbol),
    assetClasses: [...new Set(instruments.map(({ assetClass }) => assetClass))].sort(),
    interval: interval.label,
    firstTime: isoTime(timeMs[0]!),
    lastTime: isoTime(timeMs[timeMs.length - 1]!),
    rows: timeMs.length,
    labelledRows: target.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
    leftOut: { warmUp: rows.reduce((sum, { warmUp }) => sum + warmUp, 0), sealed },
    features: features.map(({ name, version, formula, unit, isCategory = false, warmupBars }) => ({
      name,
      version,
      formula,
      unit,
      isCategory,
      warmupBars,
    })),
    target: { name: build.target.name, task: build.target.task, horizonBars, formula: build.target.formula },
    inputs: [...hashes],
    assumptions: [...assumptions],
    holdOutStart: sealedMs === null ? null : isoTime(sealedMs),
    trusted: findings.every(({ severity }) => severity !== 'error'),
    findings,
  }
}

/** `AAPL_equity_5d_daily`, `12instruments_mixed_24h_hourly`. */
export function matrixName({ source, target }: PreparedBuild, horizonBars: number): string {
  const { instruments, interval } = source
  const who = instruments.length === 1 ? instruments[0]!.symbol : `${instruments.length}instruments`
  const classes = [...new Set(instruments.map(({ assetClass }) => assetClass))]
  const kind = classes.length === 1 ? classes[0]! : 'mixed'
  const horizon = target.name.toLowerCase() === 'next_day_return' ? DAY_MS : horizonBars * interval.ms
  return [who, kind, intervalLabel(horizon), frequencyName(interval.label)].join('_')
}
