import { createContext, use } from 'react'
import type { Engine } from './engine.ts'
import type { JobsStore } from './jobsStore.ts'

export type EngineHold = { readonly engine: Engine; readonly jobs: JobsStore }

export const EngineContext = createContext<EngineHold | null>(null)

export function useEngineHold(): EngineHold {
  const hold = use(EngineContext)
  if (hold === null) throw new Error('No engine above this part of the page.')
  return hold
}
