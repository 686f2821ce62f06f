import { ActionIcon, Select, Tooltip, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconKeyboard, IconMoon, IconSearch, IconSun } from '@tabler/icons-react'
import type { RunRecord } from '../../core/contract/runRecord.ts'
import { useCall } from '../data/useCall.ts'
import { useLink } from '../data/useLink.ts'
import { useSettings } from '../data/useSettings.ts'
import { usePlace } from '../state/place.ts'
import { useThemeName } from '../state/useThemeName.ts'
import { MOD_KEY } from '../ui/modKey.ts'
import { timeText } from '../ui/timeText.ts'
import { useThemeToggle } from './useThemeToggle.ts'

type TopBarProps = { readonly runs: readonly RunRecord[]; readonly runId: string | null; onShortcuts(): void }

export function TopBar({ runs, runId, onShortcuts }: TopBarProps) {
  const place = usePlace()
  const theme = useThemeName()
  const toggleTheme = useThemeToggle()
  const other = theme === 'dark' ? 'light' : 'dark'
  return (
    <header className="top-bar">
      <UnstyledButton
        className="brand"
        aria-label="Assay, go to home"
        onClick={() => place.go({ workspace: null, section: 'home' })}
      >
        <span className="brand-mark" aria-hidden="true" />
        <span className="brand-word">Assay</span>
      </UnstyledButton>
      <WorkspaceSwitch />
      {place.workspace === null ? null : <RunSwitch runs={runs} runId={runId} />}
      <div className="top-bar-rest" />
      <LinkState />
      <UnstyledButton className="search-button" aria-keyshortcuts="Control+K Meta+K" onClick={spotlight.open}>
        <IconSearch size={14} aria-hidden="true" />
        <span className="search-word">Search or run</span>
        <kbd className="key">{MOD_KEY} K</kbd>
      </UnstyledButton>
      <Tooltip label={`Use the ${other} theme`}>
        <ActionIcon aria-label={`Use the ${other} theme`} onClick={toggleTheme}>
          {theme === 'dark' ? <IconSun size={17} /> : <IconMoon size={17} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label="Keyboard shortcuts (?)">
        <ActionIcon aria-label="Keyboard shortcuts" aria-keyshortcuts="?" onClick={onShortcuts}>
          <IconKeyboard size={18} />
        </ActionIcon>
      </Tooltip>
    </header>
  )
}

function WorkspaceSwitch() {
  const place = usePlace()
  const { value: home } = useCall('home.show', {})
  const names = (home?.workspaces ?? []).map(({ name }) => name)
  const data = place.workspace === null || names.includes(place.workspace) ? names : [...names, place.workspace]
  return (
    <Select
      aria-label="Workspace"
      placeholder={names.length === 0 ? 'No workspace yet' : 'Choose a workspace'}
      data={data}
      value={place.workspace}
      onChange={(workspace) => workspace !== null && place.go({ workspace })}
      searchable={data.length > 8}
      allowDeselect={false}
      disabled={data.length === 0}
      w={180}
      nothingFoundMessage="No such workspace"
    />
  )
}

function RunSwitch({ runs, runId }: { readonly runs: readonly RunRecord[]; readonly runId: string | null }) {
  const place = usePlace()
  const { timeZone } = useSettings()
  const newestFirst = [...runs].sort((left, right) => right.createdMs - left.createdMs)
  const data = newestFirst.map((run) => ({
    value: run.runId,
    label: `${timeText(run.createdMs, timeZone)} · ${run.verdict ?? run.state} · ${run.runId.slice(0, 8)}`,
  }))
  const listed = runId === null || data.some(({ value }) => value === runId)
  return (
    <Select
      aria-label="Run shown"
      placeholder="No run yet"
      data={listed ? data : [...data, { value: runId, label: `${runId} (not in the list)` }]}
      value={runId}
      onChange={(chosen) => chosen !== null && place.go({ runId: chosen })}
      allowDeselect={false}
      disabled={data.length === 0}
      searchable={data.length > 8}
      w={400}
    />
  )
}

const LINK_WORDS = {
  connecting: 'connecting',
  open: 'engine connected',
  lost: 'no connection',
  'session-over': 'session over',
} as const

function LinkState() {
  const { status } = useLink()
  return (
    <output className="link-state" data-status={status}>
      <span className="link-dot" aria-hidden="true" />
      <span className="link-word">{LINK_WORDS[status]}</span>
    </output>
  )
}
