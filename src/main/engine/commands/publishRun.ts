import type { Evidence } from '../../../core/charts/evidence.ts'
import { EVIDENCE_HEIGHT, EVIDENCE_WIDTH, evidenceChart } from '../../../core/charts/evidenceChart.ts'
import type { Summary } from '../../../core/contract/summary.ts'
import type { Beat } from '../../../core/job/beat.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type NamingRules, namingCheck, type PublishedFile } from '../../../core/report/namingCheck.ts'
import { chartFiles, README_FILE, SUMMARY_FILE } from '../../../core/report/publishedNames.ts'
import { readmeText } from '../../../core/report/readmeText.ts'
import { reportHtml } from '../../../core/report/reportHtml.ts'
import type { ReportModel } from '../../../core/report/reportModel.ts'
import { summaryJson } from '../../../core/report/summaryJson.ts'
import { syntheticLabel } from '../../../core/report/verdictText.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { Images } from '../ports/images.ts'
import { reportPictures } from './reportPictures.ts'
import { swapFolder } from './swapFolder.ts'

export const FINAL_OUTPUT = 'final output'
const REPORT_FILE = 'report.html'
const STEPS = 5

export type PublishRequest = {
  readonly runId: string
  readonly simulation: Evidence
  readonly realMl: Evidence
  readonly report: ReportModel
  /** For the README: `1h bars, 2015-08-07 to 2021-12-31`. */
  readonly dataText: string
  readonly naming: NamingRules
}

export type Artifact = { readonly file: string; readonly bytes: Uint8Array; readonly checked: PublishedFile }

/**
 * Makes the published files of a run, refuses them with `foreign-name-published` where the naming check finds anything, and only
 * then writes `runs/<id>/published/`, `exports/<id>/report.html` and, swapped in whole, `final output/`. Returns the final files.
 */
export function publishRun(
  files: GuardedFiles,
  images: Images,
  request: PublishRequest,
  beat: Beat,
): Outcome<readonly string[]> {
  const made = makeArtifacts(images, request, beat)
  if (!made.ok) return made
  const { bundle, report } = made.value
  const folder = `runs/${request.runId}/published`
  for (const { file, bytes } of [...bundle, report]) {
    const written = files.writeBytes(`${folder}/${file}`, bytes)
    if (!written.ok) return written
  }
  beat(4, STEPS, 'final output')
  const exported = files.writeBytes(`exports/${request.runId}/${REPORT_FILE}`, report.bytes)
  if (!exported.ok) return exported
  const swapped = swapFolder(files, FINAL_OUTPUT, bundle)
  if (!swapped.ok) return swapped
  beat(STEPS, STEPS, 'published')
  return success(bundle.map(({ file }) => `${FINAL_OUTPUT}/${file}`))
}

export type Artifacts = { readonly bundle: readonly Artifact[]; readonly report: Artifact }

/** The published files in memory, checked for names; nothing is written. */
export function makeArtifacts(images: Images, request: PublishRequest, beat: Beat): Outcome<Artifacts> {
  const bundle = bundleOf(images, request, beat)
  const report = reportOf(images, request)
  beat(3, STEPS, 'naming check')
  const clean = refuseForeignNames([...bundle, report], request.naming)
  return clean.ok ? success({ bundle, report }) : clean
}

/** The four files of `final output/`, in the order of their names. */
function bundleOf(images: Images, request: PublishRequest, beat: Beat): readonly Artifact[] {
  const { summary } = request.report
  const charts = chartFiles(summary.symbols.primary, summary.symbols.secondary)
  beat(0, STEPS, 'chart 01')
  const first = chartArtifact(images, charts.simulation, request.simulation, summary)
  beat(1, STEPS, 'chart 02')
  const second = chartArtifact(images, charts.realMl, request.realMl, summary)
  beat(2, STEPS, 'report')
  const readme = readmeText(summary, {
    dataText: request.dataText,
    rerunCommand: request.report.rerunCommand,
    verifyCommand: request.report.verifyCommand,
    downloads: request.report.passports.flatMap(({ symbol, completeness }) =>
      completeness === null ? [] : [{ symbol, completeness }],
    ),
    chartFiles: [
      {
        file: charts.simulation,
        meaning:
          'what a filter of stated accuracy would be worth: it looks ahead by design, an upper bound and no result',
      },
      { file: charts.realMl, meaning: 'what the trained models did on data they had not seen' },
    ],
  })
  return [first, second, textArtifact(SUMMARY_FILE, summaryJson(summary)), textArtifact(README_FILE, readme)]
}

function reportOf(images: Images, request: PublishRequest): Artifact {
  const pictures = reportPictures(images, request.simulation, request.realMl, request.report)
  return textArtifact(REPORT_FILE, reportHtml(request.report, pictures, images.fonts()))
}

function chartArtifact(images: Images, file: string, evidence: Evidence, summary: Summary): Artifact {
  const label = syntheticLabel(summary.synthetic)
  const textChunks = {
    Title: evidence.title,
    Software: 'Assay',
    Comment: `Run ${summary.runId}. ${evidence.notes.join(' ')}`.trim(),
    ...(label === null ? {} : { Synthetic: label }),
  }
  const bytes = images.renderPng(evidenceChart(evidence, 'light'), {
    width: EVIDENCE_WIDTH,
    height: EVIDENCE_HEIGHT,
    textChunks,
  })
  // Read back from the bytes, so that the check sees what a reader of the file sees; the drawn words are checked as text.
  const drawn = [evidence.title, evidence.subtitle, ...evidence.notes, ...evidence.lines.map((line) => line.name)]
  return { file, bytes, checked: { name: file, text: drawn.join('\n'), chunks: images.readPngText(bytes) } }
}

function textArtifact(file: string, text: string): Artifact {
  return { file, bytes: new TextEncoder().encode(text), checked: { name: file, text, chunks: {} } }
}

function refuseForeignNames(artifacts: readonly Artifact[], rules: NamingRules): Outcome<void> {
  const findings = namingCheck(
    artifacts.map((artifact) => artifact.checked),
    rules,
  )
  if (findings.length === 0) return success(undefined)
  const list = findings.slice(0, 5).map(({ file, kind, found }) => `${file}: ${kind} "${found}"`)
  return failure(
    'foreign-name-published',
    `The files to be published hold ${findings.length} things that do not belong there (${list.join('; ')}).`,
    'Rename the workspace, source or symbols that carry these words and run again; nothing was published.',
  )
}
