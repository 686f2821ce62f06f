import { Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight'
import { IconKeyboard, IconMap2, IconPlayerPlay, IconSearch, IconSunMoon, IconX } from '@tabler/icons-react'
import { isLive } from '../data/jobsStore.ts'
import { jobKindText } from '../data/jobText.ts'
import { useAction } from '../data/useAction.ts'
import { useCall } from '../data/useCall.ts'
import { useJobs } from '../data/useJobs.ts'
import { usePlace } from '../state/place.ts'
import { HOME_SECTIONS, SECTIONS, type SectionName } from '../state/placeHash.ts'
import { startTour } from '../state/tour.ts'
import { SECTION_FACES } from './sectionFaces.ts'
import { useThemeToggle } from './useThemeToggle.ts'

export function CommandPalette({ onShortcuts }: { onShortcuts(): void }) {
  const doings = useDoings(onShortcuts)
  const actions = [...useSectionActions(), ...useWorkspaceActions(), { group: 'Do', actions: doings }]
  return (
    <Spotlight
      actions={actions}
      attributes={{ content: { 'aria-label': 'Go to, start, switch' } }}
      shortcut={['mod + K']}
      nothingFound="Nothing of that name"
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ blur: 0, backgroundOpacity: 0.6 }}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: 'Go to, start, switch …',
        'aria-label': 'Search',
      }}
    />
  )
}

function useSectionActions(): readonly SpotlightActionGroupData[] {
  const { workspace, go } = usePlace()
  const names: readonly SectionName[] = workspace === null ? HOME_SECTIONS : ['home', ...SECTIONS, 'settings']
  const actions = names.map((section) => {
    const { title, key, Icon } = SECTION_FACES[section]
    return {
      id: `section-${section}`,
      label: title,
      keywords: ['go', 'section', title],
      leftSection: <Icon size={16} />,
      rightSection: <kbd className="key">g {key}</kbd>,
      onClick: () => go(section === 'home' ? { workspace: null, section } : { section }),
    }
  })
  return [{ group: workspace === null ? 'Go to' : `Go to, in ${workspace}`, actions }]
}

function useWorkspaceActions(): readonly SpotlightActionGroupData[] {
  const { workspace, go } = usePlace()
  const { value: home } = useCall('home.show', {})
  const others = (home?.workspaces ?? []).filter(({ name }) => name !== workspace)
  if (others.length === 0) return []
  const actions = others.map(({ name }) => ({
    id: `workspace-${name}`,
    label: name,
    keywords: ['workspace', 'open'],
    onClick: () => go({ workspace: name }),
  }))
  return [{ group: 'Open workspace', actions }]
}

function useDoings(onShortcuts: () => void): SpotlightActionData[] {
  const { workspace } = usePlace()
  const toggleTheme = useThemeToggle()
  const start = useAction('jobs.start')
  const cancel = useAction('jobs.cancel')
  const live = useJobs().filter(isLive)
  const run: SpotlightActionData[] =
    workspace === null
      ? []
      : [
          {
            id: 'run-pipeline',
            label: `Run the pipeline of ${workspace}`,
            keywords: ['start', 'run', 'pipeline', 'continue'],
            leftSection: <IconPlayerPlay size={16} />,
            onClick: () => void start.run({ workspace, request: { kind: 'pipeline' } }),
          },
        ]
  const stops = live.map((job) => ({
    id: `cancel-${job.key}`,
    label: `Cancel: ${jobKindText(job.kind)} of ${job.workspace}`,
    leftSection: <IconX size={16} />,
    onClick: () => void cancel.run({ key: job.key }),
  }))
  return [
    ...run,
    ...stops,
    {
      id: 'theme',
      label: 'Switch between dark and light',
      leftSection: <IconSunMoon size={16} />,
      onClick: toggleTheme,
    },
    { id: 'tour', label: 'Take the tour', leftSection: <IconMap2 size={16} />, onClick: startTour },
    { id: 'shortcuts', label: 'Keyboard shortcuts', leftSection: <IconKeyboard size={16} />, onClick: onShortcuts },
  ]
}
