import { type RefObject, useEffect, useRef } from 'react'

/** For what filled the place while it was alone: brought back into sight where the rest has come back around it. */
export function useBackInSight(isAlone: boolean): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null)
  const wasAlone = useRef(isAlone)
  useEffect(() => {
    if (wasAlone.current && !isAlone) place.current?.scrollIntoView({ block: 'nearest' })
    wasAlone.current = isAlone
  }, [isAlone])
  return place
}
