import { spotlight } from '@mantine/spotlight'
import { useEffect, useRef } from 'react'
import { useHost } from '../data/host.ts'
import { goTo } from '../state/place.ts'
import { startTour } from '../state/tour.ts'
import { useThemeToggle } from './useThemeToggle.ts'

/** What the menu of a window asks for. */
export function useHostOrders(onShortcuts: () => void): void {
  const host = useHost()
  const toggleTheme = useThemeToggle()
  const orders: Readonly<Record<string, () => void>> = {
    home: () => goTo({ workspace: null, section: 'home' }),
    settings: () => goTo({ section: 'settings' }),
    palette: spotlight.open,
    shortcuts: onShortcuts,
    theme: toggleTheme,
    tour: startTour,
  }
  const latest = useRef(orders)
  latest.current = orders
  useEffect(() => host.onOrder((order) => latest.current[order]?.()), [host])
}
