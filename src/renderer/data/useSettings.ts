import { createContext, use } from 'react'
import { DEFAULT_SETTINGS, type Settings } from '../../core/contract/workbench/settings.ts'

/** What stands in the home's settings; the defaults until they have come. */
export const SettingsContext = createContext<Settings>(DEFAULT_SETTINGS)

export function useSettings(): Settings {
  return use(SettingsContext)
}
