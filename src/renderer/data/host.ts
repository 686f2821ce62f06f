import { createContext, use } from 'react'
import type { Outcome } from '../../core/outcome/outcome.ts'

/** `path` is on the machine of the engine. */
export type PickedFile = { readonly path: string; readonly name: string }

type OnProgress = (fraction: number) => void

/** What stands around the page: a browser's tab or a window of its own. */
export type Host = {
  readonly kind: 'browser' | 'desktop'
  /**
   * Lets the person choose a file; null: nothing was chosen. `path` is where the engine finds it: a browser hands the bytes over first and tells
   * how far it is (0 to 1), until the signal is aborted.
   */
  pickFile(endings: readonly string[], onProgress: OnProgress, signal: AbortSignal): Promise<Outcome<PickedFile | null>>
  /** The same for a file that was dropped on the page. Null: this host cannot tell where such a file lies. */
  readonly takeFile: ((file: File, onProgress: OnProgress, signal: AbortSignal) => Promise<Outcome<PickedFile>>) | null
  /** Null: this host cannot choose folders, so that they are typed. */
  readonly pickFolder: (() => Promise<Outcome<string | null>>) | null
  /** Points at a folder in the file manager. Null: this host has none, so that the page says where the folder is. */
  readonly showFolder: ((path: string) => Promise<Outcome<void>>) | null
  /** Orders of the host's own menu: `palette`, `shortcuts`, `theme`, `tour`, `settings`, `home`. */
  onOrder(listener: (order: string) => void): () => void
}

export const HostContext = createContext<Host | null>(null)

export function useHost(): Host {
  const host = use(HostContext)
  if (host === null) throw new Error('No host above this part of the page.')
  return host
}
