import { useSyncExternalStore } from 'react'

/** Where somebody is in the tour, in this tab. `workspace`: the one it is told by; null before its first step. */
export type TourPlace = { readonly step: number; readonly workspace: string | null }

const PLACE_KEY = 'assay-tour'
const TAKEN_KEY = 'assay-tour-taken'
const listeners = new Set<() => void>()
let now: TourPlace | null = keptPlace()

/** Null: no tour is on. A reload goes on where it was; another tab has a tour of its own. */
export function useTour(): TourPlace | null {
  return useSyncExternalStore(onTour, () => now)
}

export function startTour(): void {
  moveTour({ step: 0, workspace: null })
}

export function moveTour(place: TourPlace): void {
  keep('session', PLACE_KEY, JSON.stringify(place))
  set(place)
}

/** By its end or on the way: from now on it is not offered first. */
export function endTour(): void {
  keep('local', TAKEN_KEY, 'yes')
  keep('session', PLACE_KEY, null)
  set(null)
}

export function wasTourTaken(): boolean {
  return kept('local', TAKEN_KEY) !== null
}

function set(place: TourPlace | null): void {
  now = place
  for (const listener of [...listeners]) listener()
}

function onTour(listener: () => void): () => void {
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
  }
}

function keptPlace(): TourPlace | null {
  try {
    const value: unknown = JSON.parse(kept('session', PLACE_KEY) ?? 'null')
    if (typeof value !== 'object' || value === null || !('step' in value) || !('workspace' in value)) return null
    const { step, workspace } = value
    if (typeof step !== 'number' || (workspace !== null && typeof workspace !== 'string')) return null
    return { step, workspace }
  } catch {
    return null
  }
}

type Where = 'session' | 'local'

function storage(where: Where): Storage {
  return where === 'session' ? sessionStorage : localStorage
}

/** A browser may forbid storing: then the tour is forgotten with the page. */
function kept(where: Where, key: string): string | null {
  try {
    return storage(where).getItem(key)
  } catch {
    return null
  }
}

function keep(where: Where, key: string, value: string | null): void {
  try {
    if (value === null) storage(where).removeItem(key)
    else storage(where).setItem(key, value)
  } catch {
    // As above.
  }
}
