import { useSyncExternalStore } from 'react'
import type { Link } from './engine.ts'
import { useEngineHold } from './useEngineHold.ts'

export function useLink(): Link {
  const { engine } = useEngineHold()
  return useSyncExternalStore(engine.onLink, engine.link)
}
