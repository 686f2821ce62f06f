/** What the desktop door puts into the page under `assayHost`; nothing else of it is there. `Dropped` is the DOM's `File`. */
export type DesktopBridge<Dropped> = {
  /** Asks for a line to the engine; the answer comes as a message to the window itself (`EngineNews`). */
  dial(): void
  /** The chosen file's path; null: nothing was chosen. */
  pickFile(endings: readonly string[]): Promise<string | null>
  pickFolder(): Promise<string | null>
  /** Points at a folder in the system's file manager; false: there is no such folder. */
  showFolder(path: string): Promise<boolean>
  /** Where a dropped file is; empty: nowhere on this machine. */
  pathOf(file: Dropped): string
  /** Orders of the menu, one of `MENU_ORDERS`. */
  onOrder(listener: (order: string) => void): void
}

/**
 * `open` comes with the port to the engine. `refused`: there is none for now. `lost`: the engine behind the port is gone. `reason` is a sentence, or
 * empty.
 */
export type EngineNews = { readonly assayEngine: 'open' | 'refused' | 'lost'; readonly reason: string }

export const MENU_ORDERS = ['home', 'settings', 'palette', 'theme', 'shortcuts', 'tour'] as const
export type MenuOrder = (typeof MENU_ORDERS)[number]

/** Names of the messages between preload and main process. */
export const DESKTOP_CHANNELS = {
  dial: 'assay:dial',
  engine: 'assay:engine',
  pickFile: 'assay:pick-file',
  pickFolder: 'assay:pick-folder',
  showFolder: 'assay:show-folder',
  order: 'assay:order',
} as const

/** Last word over a port, and no JSON: not every port tells its end by itself. */
export const PORT_END = 'end'
