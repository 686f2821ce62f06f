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

export function goTo(patch: Partial<Place>): void {
  window.location.hash = placeHash(moved(currentPlace(), patch))
}

export function usePlace(): Place & { go(patch: Partial<Place>): void } {
  const place = useSyncExternalStore(onPlace, currentPlace)
  const go = useCallback((patch: Partial<Place>) => goTo(patch), [])
  return { ...place, go }
}
