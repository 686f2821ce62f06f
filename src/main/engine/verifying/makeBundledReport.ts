import { BUNDLE_FILE } from '../../../core/contract/bundleRecord.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { WorkspaceJob } from '../commands/withWorkspaceJob.ts'
import type { RunPorts } from '../ports/runPorts.ts'
import { makeReport, type ReportWish } from '../reports/makeReport.ts'
import type { ReportPorts } from '../reports/reportPorts.ts'
import type { WrittenReport } from '../reports/writeReport.ts'
import { checkEmpty, writeBundle } from './writeBundle.ts'

/** A report, and where a bundle is wished for, the files of the result and the list of all hashes beside it. Errors: those of `makeReport`, `checkEmpty` and `writeBundle`. */
export async function makeBundledReport(
  ports: ReportPorts & RunPorts,
  parts: WorkspaceJob,
  wish: ReportWish & { readonly isBundle: boolean },
  workers: number,
): Promise<Outcome<WrittenReport>> {
  const { out, found } = wish
  if (!wish.isBundle || out === null) return makeReport(ports, parts, wish, workers)
  const empty = checkEmpty(out)
  if (!empty.ok) return empty
  const made = await makeReport(ports, parts, wish, workers)
  if (!made.ok) return made
  const { files, workspace } = parts.opened
  const bundle = writeBundle({ hash: ports.hash, workspace: workspace.name, from: files, into: out }, found)
  if (!bundle.ok) return bundle
  const list = out.readBytes(BUNDLE_FILE)
  if (!list.ok) return list
  const own = { file: BUNDLE_FILE, sha256: ports.hash(list.value), bytes: list.value.length }
  return success({ ...made.value, files: [...made.value.files, own] })
}
