import { useDisclosure } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import {
  Group,
  Panel,
  type PanelImperativeHandle,
  Separator,
  useDefaultLayout,
  usePanelRef,
} from 'react-resizable-panels'
import { isLive } from '../data/jobsStore.ts'
import { useJobs } from '../data/useJobs.ts'
import { usePlace } from '../state/place.ts'
import { BrokenSettingsBar } from './BrokenSettingsBar.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { chosenRun } from './chosenRun.ts'
import { JobRail } from './JobRail.tsx'
import { LinkBar } from './LinkBar.tsx'
import { Navigation } from './Navigation.tsx'
import { SectionView } from './SectionView.tsx'
import { ShortcutsList } from './ShortcutsList.tsx'
import { prefetchSections } from './sectionParts.ts'
import { TopBar } from './TopBar.tsx'
import { Tour } from './tour/Tour.tsx'
import { useHostOrders } from './useHostOrders.ts'
import { useJobNotices } from './useJobNotices.tsx'
import { useMenuOrders } from './useMenuOrders.ts'
import { useRunsOf } from './useRunsOf.ts'
import { useShortcuts } from './useShortcuts.ts'
import { useStrayDrops } from './useStrayDrops.ts'
import { useWindowTitle } from './useWindowTitle.ts'

const FOLDED_PX = 38
const OPEN_PX = 124
/** The first picture comes first. */
const PREFETCH_AFTER_MS = 500

/** The frame around everything: bar, navigation, the section that is open, and the jobs, always in sight. */
export function Frame() {
  const place = usePlace()
  const runs = useRunsOf(place.workspace)
  const [listed, list] = useDisclosure(false)
  const shownRun = chosenRun(runs.value ?? [], place.runId)
  const columns = useDefaultLayout({ id: 'assay-columns' })
  const rows = useDefaultLayout({ id: 'assay-rows' })
  const rail = usePanelRef()
  const [folded, setFolded] = useState(true)
  const several = useJobs().filter(isLive).length > 1
  useEffect(() => {
    if (several && rail.current?.isCollapsed()) rail.current.resize(OPEN_PX)
  }, [several, rail])
  useEffect(() => {
    const later = window.setTimeout(() => void prefetchSections(), PREFETCH_AFTER_MS)
    return () => window.clearTimeout(later)
  }, [])
  useShortcuts(list.open)
  useHostOrders(list.open)
  useStrayDrops()
  useMenuOrders(list.open)
  useJobNotices()
  useWindowTitle()
  return (
    <div className="frame">
      <button type="button" className="skip" onClick={focusContent}>
        Skip to the content
      </button>
      <LinkBar />
      <BrokenSettingsBar />
      <TopBar runs={runs.value ?? []} runId={place.workspace === null ? null : shownRun} onShortcuts={list.open} />
      <Group className="frame-columns" orientation="horizontal" id="assay-columns" {...kept(columns)}>
        <Panel id="navigation" defaultSize={190} minSize={150} maxSize={300} groupResizeBehavior="preserve-pixel-size">
          <Navigation />
        </Panel>
        <Separator className="separator" aria-label="Width of the navigation" />
        <Panel id="work" minSize={480}>
          <Group orientation="vertical" id="assay-rows" {...kept(rows)}>
            <Panel id="section" minSize={240}>
              <SectionView runs={runs} runId={shownRun} />
            </Panel>
            <Separator className="separator" aria-label="Height of the jobs" />
            <Panel
              id="jobs"
              panelRef={rail}
              defaultSize={FOLDED_PX}
              minSize={84}
              collapsible
              collapsedSize={FOLDED_PX}
              groupResizeBehavior="preserve-pixel-size"
              onResize={({ inPixels }) => setFolded(inPixels <= FOLDED_PX + 2)}
            >
              <JobRail folded={folded} onFold={() => fold(rail.current)} />
            </Panel>
          </Group>
        </Panel>
      </Group>
      <CommandPalette onShortcuts={list.open} />
      <ShortcutsList opened={listed} onClose={list.close} />
      <Tour />
    </div>
  )
}

type Kept = ReturnType<typeof useDefaultLayout>

function kept({ defaultLayout, onLayoutChanged }: Kept) {
  return defaultLayout === undefined ? { onLayoutChanged } : { defaultLayout, onLayoutChanged }
}

function fold(rail: PanelImperativeHandle | null): void {
  if (rail?.isCollapsed()) rail.resize(OPEN_PX)
  else rail?.collapse()
}

function focusContent(): void {
  document.getElementById('content')?.focus()
}
