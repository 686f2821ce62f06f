import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { FetchSource } from './fetchSource.ts'
import { folderSource } from './folderSource.ts'
import { type WebAddresses, type WebSourcePorts, type WebWatch, webSource } from './webSource.ts'

/** `folderAt`: an absolute folder of the person's. */
export type SourcePorts = WebSourcePorts & { readonly folderAt: (folder: string) => GuardedFiles }

/** An absolute folder, or addresses on the web. Error: `no-archives`. */
export function openSource(ports: SourcePorts, from: string | WebAddresses, watch: WebWatch): Outcome<FetchSource> {
  if (typeof from !== 'string') return success(webSource(ports, from, watch))
  const folder = archiveFolder(ports.folderAt, from)
  return folder.ok ? success(folderSource(folder.value, ports.digests)) : folder
}

/** Error: `no-archives`. */
export function archiveFolder(folderAt: SourcePorts['folderAt'], from: string): Outcome<GuardedFiles> {
  const files = folderAt(from)
  if (ARCHIVES.some((place) => files.exists(place))) return success(files)
  return failure(
    'no-archives',
    `There is no folder ${from} that holds ${ARCHIVES.join(' or ')}.`,
    'Name the folder in which the archives lie as at data.binance.vision, or an address that begins with https://.',
  )
}

const ARCHIVES = ['data/futures/um', 'futures/um']
