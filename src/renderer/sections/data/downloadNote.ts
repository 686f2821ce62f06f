/** The heartbeat of a download, taken apart. `what` is what it does or waits for, in its own words. */
export type DownloadNote = {
  readonly symbol: string | null
  readonly done: number
  readonly planned: number
  readonly what: string
  readonly requests: number
  readonly lastTenMinutes: number
}

const NOTE =
  /^(?:(?<symbol>\S+) (?<done>\d+)\/(?<planned>\d+): )?(?<what>.*) \((?<requests>\d+) requests, (?<recent>\d+) in the last 10 minutes\)$/s

/** Null where the text is not of that form: it is then shown as it is. */
export function readDownloadNote(text: string): DownloadNote | null {
  const groups = NOTE.exec(text)?.groups
  if (groups === undefined) return null
  return {
    symbol: groups.symbol ?? null,
    done: Number(groups.done ?? 0),
    planned: Number(groups.planned ?? 0),
    what: groups.what ?? '',
    requests: Number(groups.requests),
    lastTenMinutes: Number(groups.recent),
  }
}

export type ConnectionState = {
  readonly state: 'connecting' | 'connected' | 'interrupted'
  /** The newest word on it. */
  readonly text: string
}

const CONNECTED = /connected (?:again )?to \S+ as client \d+/
const BACK = /^connected again to |^connected to /

/** From what a download said: its notes, the newest last, and what it waits for now. */
export function connectionState(notes: readonly string[], what: string | null): ConnectionState {
  const linked = notes.findLast((note) => CONNECTED.test(note))
  if (what !== null && isInterruption(what)) return { state: 'interrupted', text: what }
  if (linked === undefined) return { state: 'connecting', text: 'asking the gateway for a connection' }
  return { state: 'connected', text: withoutSymbol(linked) }
}

function isInterruption(what: string): boolean {
  return what.startsWith('not connected') || what.startsWith('the gateway lost') || what.startsWith('waiting for farm')
}

function withoutSymbol(note: string): string {
  if (BACK.test(note)) return note
  return note.slice(note.search(CONNECTED))
}
