import type { GuardedFiles } from '../ports/guardedFiles.ts'
import { QUALITY_FILE, seriesPaths, seriesStem } from './layout.ts'
import { qualityWithout } from './qualityFile.ts'

/** Takes away what was made from layers; the layers themselves stay. */
export function removeSeries(files: GuardedFiles, symbol: string, interval: string): void {
  for (const path of Object.values(seriesPaths(symbol, interval))) if (files.exists(path)) files.remove(path)
  if (!files.exists(QUALITY_FILE)) return
  const rest = qualityWithout(files, seriesStem(symbol, interval))
  if (rest === null) files.remove(QUALITY_FILE)
  else files.writeText(QUALITY_FILE, rest)
}
