import { useCallback, useSyncExternalStore } from 'react'
import { HOME, moved, type Place, parsePlace, placeHash } from './placeHash.ts'

let known: { readonly hash: string; readonly place: Place } = { hash: '', place: HOME }

function currentPlace(): Place {
  const { hash } = window.location
  if (hash !== known.hash) known = { hash, place: parsePlace(hash) }
  return known.place
}

function onPlace(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

type Step = { readonly replace?: boolean }

/** `replace`: a small step, as from one event to the next, that the way back does not stop at. */
export function goTo(patch: Partial<Place>, { replace = false }: Step = {}): void {
  const hash = placeHash(moved(currentPlace(), patch))
  if (replace) window.location.replace(hash)
  else window.location.hash = hash
}

export function usePlace(): Place & { go(patch: Partial<Place>, step?: Step): void } {
  const place = useSyncExternalStore(onPlace, currentPlace)
  const go = useCallback((patch: Partial<Place>, step?: Step) => goTo(patch, step), [])
  return { ...place, go }
}
