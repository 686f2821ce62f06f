import { basename, resolve } from 'node:path'
import type { JsonValue } from '../../../core/contract/jsonValue.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { StageWeight } from '../../../core/job/jobProgress.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { WorkspaceJob } from '../../engine/commands/withWorkspaceJob.ts'
import type { GuardedFiles } from '../../engine/ports/guardedFiles.ts'
import type { ProgressMode } from './progress/progressDisplay.ts'
import { runAsJob } from './runAsJob.ts'
import type { Session } from './runCommand.ts'

/** A specification as a person wrote it. `name` null: none was given, which says nothing. */
export type WrittenSpec = { readonly value: unknown; readonly text: string; readonly name: string | null }

const NOTHING_SAID: WrittenSpec = { value: {}, text: '{}\n', name: null }

/** An empty file says nothing, which is allowed: everything is then assumed, and listed. Errors: `spec-missing`, `spec-unreadable`. */
export async function readWrittenSpec(file: string | undefined): Promise<Outcome<WrittenSpec>> {
  if (file === undefined) return success(NOTHING_SAID)
  const { assembleSpecFiles } = await import('../../assemble.ts')
  const specs = await assembleSpecFiles()
  const path = resolve(file)
  const text = specs.read(path)
  if (!text.ok) return text
  const name = basename(path)
  const value = specs.parse(text.value, name)
  return value.ok ? success({ value: value.value ?? {}, text: text.value, name }) : value
}

/** A file that a flag names, as the work wants it; none where the flag was left out. */
export type NamedFile = { readonly path: string; readonly name: string }

export function namedFile(file: string | undefined): NamedFile | undefined {
  return file === undefined ? undefined : { path: resolve(file), name: basename(file) }
}

/** A field with a name in it, or none. */
export function named(field: string, name: string | null | undefined): Readonly<Record<string, string>> {
  return name === null || name === undefined ? {} : { [field]: name }
}

/** `chosen`: what is told of the choices in the job's record. */
export type SpecJobPlan<Ports> = {
  readonly workspace: string
  readonly command: string
  readonly chosen: JsonValue
  readonly stages: readonly StageWeight[]
  readonly progress: ProgressMode | undefined
  readonly request: JobRequest | null
  readonly assemble: (home: string, files: GuardedFiles) => Promise<Outcome<Ports>>
}

/** Runs the work of a specification as a job, with the ledger open for as long as it runs. */
export function runSpecJob<Ports extends { readonly ledger: { close(): void } }, T>(
  session: Session,
  { chosen, assemble, ...plan }: SpecJobPlan<Ports>,
  work: (ports: Ports, parts: WorkspaceJob) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  return runAsJob(session, { ...plan, spec: chosen }, async (parts) => {
    const ports = await assemble(session.home, parts.opened.files)
    if (!ports.ok) return ports
    try {
      return await work(ports.value, parts)
    } finally {
      ports.value.ledger.close()
    }
  })
}
