import { createContext, type ReactNode, use } from 'react'
import type { Trouble } from '../../core/outcome/outcome.ts'

/** What to do about a trouble from where the person sits; `action` is a button that leads there, or nothing. */
export type TroubleWay = { readonly words: string; readonly action: ReactNode }

export const TroubleWayContext = createContext<(code: string) => TroubleWay | null>(() => null)

export function useTroubleWay({ code }: Trouble): TroubleWay | null {
  return use(TroubleWayContext)(code)
}
