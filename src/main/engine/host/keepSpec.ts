import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'

/**
 * The specification of a request as a file of the workspace, for its job to read; the request holds the text, so the file is made anew each time. One job runs in
 * a workspace at a time. Null: the request has none.
 */
export function keepSpec(files: GuardedFiles, request: JobRequest): Outcome<string | null> {
  if (!('spec' in request)) return success(null)
  const path = `specs/from-window-${request.kind}.yaml`
  const written = files.writeText(path, request.spec)
  return written.ok ? files.resolve(path) : written
}
