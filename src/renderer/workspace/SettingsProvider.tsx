import { useMantineColorScheme } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { DEFAULT_SETTINGS } from '../../core/contract/workbench/settings.ts'
import { useCall } from '../data/useCall.ts'
import { SettingsContext } from '../data/useSettings.ts'

/** Settings for all below it. The theme of the last visit is shown until they have come. */
export function SettingsProvider({ children }: { readonly children: ReactNode }) {
  const { value } = useCall('settings.show', {})
  const [settings, setSettings] = useState(DEFAULT_SETTINGS)
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const theme = value?.theme
  useEffect(() => {
    if (value !== null) setSettings(value)
  }, [value])
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme)
  }, [theme, setColorScheme])
  return <SettingsContext value={settings}>{children}</SettingsContext>
}
