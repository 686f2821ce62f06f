import { useEffect, useState } from 'react'
import type { TourStep } from './tourSteps.ts'

/** In pixels of the window. */
export type Frame = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }

const LOOK_EVERY_MS = 200

/** Where the part of the page is that a step speaks of, for as long as it is there; null: it is not in the page (yet). */
export function useAnchor(anchor: TourStep['anchor']): Frame | null {
  const [frame, setFrame] = useState<Frame | null>(null)
  useEffect(() => {
    let shown: Element | null = null
    const look = () => {
      const element = anchor === null ? null : elementOf(anchor)
      if (element !== null && element !== shown) element.scrollIntoView({ block: 'nearest' })
      shown = element
      const next = element === null ? null : seenFrame(element)
      setFrame((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next))
    }
    look()
    const timer = window.setInterval(look, LOOK_EVERY_MS)
    window.addEventListener('scroll', look, true)
    window.addEventListener('resize', look)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('scroll', look, true)
      window.removeEventListener('resize', look)
    }
  }, [anchor])
  return frame
}

function elementOf(anchor: NonNullable<TourStep['anchor']>): Element | null {
  if ('selector' in anchor) return document.querySelector(anchor.selector)
  const titles = [...document.querySelectorAll('#content .panel-title')]
  return titles.find(({ textContent }) => textContent === anchor.panel)?.closest('.panel') ?? null
}

/** As far as it is in sight: a panel may be longer than the window. */
function seenFrame(element: Element): Frame {
  const own = element.getBoundingClientRect()
  const around = element.closest('#content')?.getBoundingClientRect() ?? document.body.getBoundingClientRect()
  const left = Math.max(own.left, around.left)
  const top = Math.max(own.top, around.top)
  return {
    left: Math.round(left),
    top: Math.round(top),
    width: Math.round(Math.max(0, Math.min(own.right, around.right) - left)),
    height: Math.round(Math.max(0, Math.min(own.bottom, around.bottom) - top)),
  }
}
