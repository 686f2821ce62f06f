import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { FetchSource } from './fetchSource.ts'
import { folderSource } from './folderSource.ts'
import { type WebAddresses, type WebSourcePorts, type WebWatch, webSource } from './webSource.ts'

/** `folderAt`: an absolute folder of the person's. */
export type SourcePorts = WebSourcePorts & { readonly folderAt: (folder: string) => GuardedFiles }

/** An absolute folder, or addresses on the web. */
export function openSource(ports: SourcePorts, from: string | WebAddresses, watch: WebWatch): FetchSource {
  return typeof from === 'string' ? folderSource(ports.folderAt(from), ports.digests) : webSource(ports, from, watch)
}
