import { useEffect } from 'react'
import { goTo } from '../state/place.ts'
import { HOME_SECTIONS, parsePlace, type SectionName } from '../state/placeHash.ts'
import { SECTION_FACES } from './sectionFaces.ts'

const SECTION_NAMES = Object.keys(SECTION_FACES).filter((name): name is SectionName => name in SECTION_FACES)
const SECOND_KEY_MS = 1_500

/** `g` and a letter go to a section, `?` shows the list. Not while somebody types, and not under a dialog. */
export function useShortcuts(onShortcuts: () => void): void {
  useEffect(() => {
    let gone = true
    let timer = 0
    const rest = () => {
      gone = true
      window.clearTimeout(timer)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return rest()
      if (event.key === '?') return onShortcuts()
      if (event.key === 'g' && gone) {
        gone = false
        timer = window.setTimeout(rest, SECOND_KEY_MS)
        return
      }
      if (!gone) goToKey(event.key)
      rest()
    }
    window.addEventListener('keydown', onKey)
    return () => {
      rest()
      window.removeEventListener('keydown', onKey)
    }
  }, [onShortcuts])
}

function goToKey(key: string): void {
  const section = SECTION_NAMES.find((name) => SECTION_FACES[name].key === key)
  if (section === undefined) return
  if (section === 'home') goTo({ workspace: null, section })
  else if (HOME_SECTIONS.includes(section) || parsePlace(window.location.hash).workspace !== null) goTo({ section })
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"]') !== null
}
