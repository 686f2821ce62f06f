/** A new folder inside the chosen one: an export never writes into what is there. */
export function folderForRun(chosen: string, workspace: string, runId: string): string {
  const separator = /^[A-Za-z]:\\|^\\\\/.test(chosen) ? '\\' : '/'
  const root = chosen.endsWith(separator) ? chosen : `${chosen}${separator}`
  return `${root}assay-${workspace}-${runId.slice(0, 8)}`
}
