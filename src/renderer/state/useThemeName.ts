import { useComputedColorScheme } from '@mantine/core'
import type { Theme } from '../../core/charts/palette.ts'

/** The theme that is seen, for charts: `palette(useThemeName())`. */
export function useThemeName(): Theme {
  return useComputedColorScheme('dark')
}
