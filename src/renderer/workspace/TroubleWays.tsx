import { Button } from '@mantine/core'
import { type ReactNode, useCallback } from 'react'
import { windowWay } from '../data/windowWay.ts'
import { usePlace } from '../state/place.ts'
import { isOfWorkspace, type SectionName } from '../state/placeHash.ts'
import { type TroubleWay, TroubleWayContext } from '../ui/troubleWay.ts'
import { SECTION_FACES } from './sectionFaces.ts'

/** Tells every trouble below it the way out from the window. */
export function TroubleWays({ children }: { readonly children: ReactNode }) {
  const wayOf = useCallback((code: string): TroubleWay | null => {
    const way = windowWay(code)
    return way === null ? null : { words: way.words, action: <Go section={way.section} /> }
  }, [])
  return <TroubleWayContext value={wayOf}>{children}</TroubleWayContext>
}

function Go({ section }: { readonly section: SectionName | null }) {
  const place = usePlace()
  if (section === null || section === place.section) return null
  if (isOfWorkspace(section) && place.workspace === null) return null
  const go = () => place.go(section === 'home' ? { workspace: null, section } : { section })
  return (
    <Button variant="default" size="compact-xs" onClick={go}>
      Go to {SECTION_FACES[section].title}
    </Button>
  )
}
