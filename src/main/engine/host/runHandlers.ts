import type { Api } from '../../../core/contract/workbench/api.ts'
import type { Handlers } from '../../../core/contract/workbench/rpc.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { hashPublished, publishedFiles } from '../pipeline/keptRun.ts'
import { runFolder, stageFile } from '../pipeline/runFolder.ts'
import { readComplete } from '../pipeline/runManifest.ts'
import { STAGES } from '../pipeline/stageRange.ts'
import type { ExportFolders } from '../ports/exportFolders.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { compareRuns } from '../queries/compareRuns.ts'
import { findRun } from '../queries/findRun.ts'
import type { JobPortsToRead } from '../queries/jobStatus.ts'
import { createRunChoices } from './runChoices.ts'
import { runDetails } from './runDetails.ts'

export type RunHandlerPorts = JobPortsToRead & { readonly exports: ExportFolders }

export type RunHandlers = Pick<
  Handlers<Api, AbortSignal>,
  'runs.list' | 'runs.show' | 'runs.stage' | 'runs.compare' | 'runs.artifact' | 'runs.export'
>

const TEXT_FILE = /\.(?:md|json|html|csv|txt|yaml|svg)$/

/** What has been run, what it found and what it published. A run may be named by the first letters of its id. */
export function runHandlers(ports: RunHandlerPorts): RunHandlers {
  const foundRun = async (workspace: string, idStart: string): Promise<Outcome<FoundRun>> => {
    const run = await findRun(ports, workspace, idStart)
    if (!run.ok) return run
    return success({ runId: run.value.runId, files: ports.home.workspaceFiles(workspace) })
  }
  const listWithChoices = createRunChoices(ports)
  return {
    'runs.list': ({ workspace }) => listWithChoices(workspace),
    'runs.show': ({ workspace, runId }) => runDetails(ports, workspace, runId),
    'runs.compare': ({ workspace, left, right }) => compareRuns(ports, workspace, left, right),
    'runs.stage': async ({ workspace, runId, stage }) => {
      const run = await foundRun(workspace, runId)
      return run.ok ? stageOutput(run.value, stage) : run
    },
    'runs.artifact': async ({ workspace, runId, file }) => {
      const run = await foundRun(workspace, runId)
      return run.ok ? artifact(run.value, file) : run
    },
    'runs.export': async ({ workspace, runId, folder }) => {
      const run = await foundRun(workspace, runId)
      return run.ok ? exportRun(ports.exports, run.value, folder) : run
    },
  }
}

type FoundRun = { readonly runId: string; readonly files: GuardedFiles }

function stageOutput({ runId, files }: FoundRun, stage: string) {
  const folder = runFolder(files, `runs/${runId}`)
  if (STAGES.some((item) => item.stage === stage) && folder.has(stageFile(stage))) return folder.read(stageFile(stage))
  return failure(
    'no-stage-output',
    `The run ${runId} has kept nothing of a stage ${JSON.stringify(stage)}.`,
    'Run the pipeline on, until that stage is done.',
  )
}

/** Only what the run published can be named; no other path is ever looked at. */
function artifact({ runId, files }: FoundRun, file: string) {
  if (!publishedFiles(files, runId).includes(file))
    return failure(
      'artifact-missing',
      `The run ${runId} has published no file ${JSON.stringify(file)}.`,
      'Look at the list of its files again.',
    )
  const path = `runs/${runId}/published/${file}`
  if (TEXT_FILE.test(file)) {
    const text = files.readText(path)
    return text.ok ? success({ encoding: 'text' as const, content: text.value }) : text
  }
  const bytes = files.readBytes(path)
  return bytes.ok ? success({ encoding: 'base64' as const, content: base64(bytes.value) }) : bytes
}

function exportRun(exports: ExportFolders, { runId, files }: FoundRun, folder: string) {
  const complete = readComplete(runFolder(files, `runs/${runId}`))
  if (!complete.ok) return complete
  if (complete.value === null)
    return failure('run-unfinished', `The run ${runId} has published nothing yet.`, 'Run the pipeline to its end.')
  const hashes = hashPublished(files, runId)
  if (!hashes.ok) return hashes
  const names = Object.keys(complete.value.published).sort((a, b) => (a < b ? -1 : 1))
  const sources = []
  for (const file of names) {
    const path = files.resolve(`runs/${runId}/published/${file}`)
    if (!path.ok) return path
    if (hashes.value[file] !== complete.value.published[file])
      return failure(
        'published-changed',
        `The published file ${file} is not as the run left it.`,
        'Run the pipeline again with the same choices: it publishes the same run anew.',
      )
    sources.push({ file, absoluteSource: path.value, sha256: complete.value.published[file]! })
  }
  const written = exports.write(folder, sources)
  return written.ok ? success({ folder: written.value, files: names }) : written
}

/** RFC 4648, section 4. */
function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}
