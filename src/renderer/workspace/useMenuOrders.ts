import { openSpotlight } from '@mantine/spotlight'
import { useEffect, useRef } from 'react'
import { useHost } from '../data/host.ts'
import { goTo } from '../state/place.ts'
import { useThemeToggle } from './useThemeToggle.ts'

/** What the menu of a desktop window orders; the tour listens for its own order. */
export function useMenuOrders(onShortcuts: () => void): void {
  const host = useHost()
  const toggleTheme = useThemeToggle()
  const follow = (order: string): void => {
    if (order === 'home') goTo({ workspace: null, section: 'home' })
    if (order === 'settings') goTo({ section: 'settings' })
    if (order === 'palette') openSpotlight()
    if (order === 'theme') toggleTheme()
    if (order === 'shortcuts') onShortcuts()
  }
  const latest = useRef(follow)
  latest.current = follow
  useEffect(() => host.onOrder((order) => latest.current(order)), [host])
}
