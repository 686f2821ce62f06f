import type { RunRecord } from '../../../core/contract/runRecord.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { readStore } from '../jobs/readStore.ts'
import type { JobPortsToRead } from './jobStatus.ts'
import { openWorkspace } from './openWorkspace.ts'

/** The runs of a workspace, newest first. */
export async function runList(ports: JobPortsToRead, workspace: string): Promise<Outcome<readonly RunRecord[]>> {
  const opened = openWorkspace(ports, workspace)
  return opened.ok ? readStore(ports.stores, opened.value.files, (store) => store.runs()) : opened
}
