import type { Artifact, RunView, StageView } from '../../../core/contract/workbench/views.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { PAIR_STAGES } from '../../../core/pipeline/pairPipeline.ts'
import { publishedFiles } from '../pipeline/keptRun.ts'
import { runFolder, stageFile } from '../pipeline/runFolder.ts'
import { COMPLETE, readManifest } from '../pipeline/runManifest.ts'
import { STAGES } from '../pipeline/stageRange.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import { showRun } from '../queries/showRun.ts'

/** Titles of the stages around the computing ones, which have no output of their own. */
const FRAME_TITLES: Readonly<Record<string, string>> = {
  prepare: 'Prepare the series',
  'hold-out': 'Open the hold-out',
  export: 'Publish the bundle',
  cleanup: 'Check and tidy up',
}

/** A run with its choices, its summary, what is kept of each stage, and its published files. Errors: those of `showRun`, `run-broken`. */
export async function runDetails(ports: JobPortsToRead, workspace: string, idStart: string): Promise<Outcome<RunView>> {
  const shown = await showRun(ports, workspace, idStart)
  if (!shown.ok) return shown
  const { run, summary } = shown.value
  const files = ports.home.workspaceFiles(workspace)
  const manifest = readManifest(runFolder(files, `runs/${run.runId}`))
  if (!manifest.ok) return manifest
  const artifacts = artifactsOf(files, run.runId)
  if (!artifacts.ok) return artifacts
  const choices = manifest.value?.choices ?? null
  const stages = stagesOf(files, run.runId, manifest.value !== null)
  return success({ run, choices, summary, stages, artifacts: artifacts.value })
}

/** In order. A frame stage counts as kept where what comes of it is there. */
function stagesOf(files: GuardedFiles, runId: string, prepared: boolean): readonly StageView[] {
  const has = (name: string) => files.exists(`runs/${runId}/${name}`)
  const framed: Readonly<Record<string, boolean>> = {
    prepare: prepared,
    'hold-out': has('stages/hold-out.json'),
    export: publishedFiles(files, runId).length > 0,
    cleanup: has(COMPLETE),
  }
  return STAGES.map(({ stage }, index) => {
    const computing = PAIR_STAGES.find(({ name }) => name === stage)
    const before = STAGES[index - 1]
    const needs = computing?.needs ?? (before === undefined ? [] : [before.stage])
    const first = computing !== undefined && needs.length === 0
    const title = computing?.title ?? FRAME_TITLES[stage] ?? stage
    return { name: stage, title, needs: first ? ['prepare'] : needs, kept: framed[stage] ?? has(stageFile(stage)) }
  })
}

function artifactsOf(files: GuardedFiles, runId: string): Outcome<readonly Artifact[]> {
  const artifacts: Artifact[] = []
  for (const file of publishedFiles(files, runId)) {
    const path = `runs/${runId}/published/${file}`
    const bytes = files.readBytes(path)
    if (!bytes.ok) return bytes
    const sha256 = files.sha256(path)
    if (!sha256.ok) return sha256
    artifacts.push({ file, sizeBytes: bytes.value.length, sha256: sha256.value })
  }
  return success(artifacts)
}
