import { useMantineColorScheme } from '@mantine/core'
import { useAction } from '../data/useAction.ts'
import { useSettings } from '../data/useSettings.ts'
import { useThemeName } from '../state/useThemeName.ts'

/** Seen at once, and kept in the settings of the home. */
export function useThemeToggle(): () => void {
  const settings = useSettings()
  const shown = useThemeName()
  const { setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const save = useAction('settings.save')
  return () => {
    const theme = shown === 'dark' ? 'light' : 'dark'
    setColorScheme(theme)
    void save.run({ ...settings, theme })
  }
}
