import { useEffect, useRef } from 'react'

/** What takes the keys itself. */
const OTHERS =
  'input, textarea, select, [role="dialog"], [role="listbox"], [role="tab"], [role="separator"], [role="menu"]'

/** Left and right step through what is looked at beside, Escape closes it: wherever the focus is, unless that has its own use of them. */
export function useAsideKeys(onStep: (rows: number) => void, onClose: () => void): void {
  const latest = useRef({ onStep, onClose })
  latest.current = { onStep, onClose }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (event.target instanceof HTMLElement && event.target.closest(OTHERS) !== null) return
      if (event.key === 'Escape') latest.current.onClose()
      else if (event.key === 'ArrowLeft') latest.current.onStep(-1)
      else if (event.key === 'ArrowRight') latest.current.onStep(1)
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
