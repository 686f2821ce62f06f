import { Button, Group, Input, SegmentedControl, Select, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconMap2 } from '@tabler/icons-react'
import { type FormEvent, lazy, Suspense, useEffect, useState } from 'react'
import { type Settings, settingsSchema } from '../../../core/contract/workbench/settings.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { startTour } from '../../state/tour.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { isTimeZone } from '../../ui/timeText.ts'
import { BrokenSettingsNote } from './BrokenSettingsNote.tsx'
import './settings.css'

const CarePanels = lazy(async () => ({ default: (await import('./CarePanels.tsx')).CarePanels }))

export function SettingsSection() {
  const settings = useCall('settings.show', {})
  const { value: home } = useCall('home.show', {})
  if (settings.trouble !== null) return <TroubleNote trouble={settings.trouble} />
  if (settings.value === null) return <Loading label="Reading the settings" />
  return (
    <div className="settings">
      <Panel title="Home" description="Everything Assay keeps is below this folder, on the machine of the engine.">
        <Group gap="md">
          <code className="settings-home">{home?.home ?? '…'}</code>
          {home === null ? null : <CopyText text={home.home} label="Copy path" />}
          <Button variant="default" size="compact-sm" leftSection={<IconMap2 size={15} />} onClick={startTour}>
            Take the tour
          </Button>
          <span className="settings-version">Version {home?.version ?? '…'}</span>
        </Group>
      </Panel>
      <BrokenSettingsNote />
      <SettingsForm key={JSON.stringify(settings.value)} saved={settings.value} />
      <Suspense fallback={<Loading />}>
        <CarePanels />
      </Suspense>
    </div>
  )
}

/** Every field may hold what is not yet possible; only what the schema takes can be saved. */
function SettingsForm({ saved }: { readonly saved: Settings }) {
  const [draft, setDraft] = useState<Draft>(saved)
  const save = useAction('settings.save')
  const checked = settingsSchema.safeParse(draft)
  const zoneFault = isTimeZone(draft.timeZone) ? undefined : 'This browser knows no such time zone.'
  const changed = JSON.stringify(draft) !== JSON.stringify(saved)
  useWarning(changed)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!checked.success || zoneFault) return
    const outcome = await save.run(checked.data)
    if (outcome.ok)
      notifications.show({ message: 'Settings saved.', closeButtonProps: { 'aria-label': 'Close this notice' } })
  }
  const faultOf = (...path: readonly string[]) =>
    checked.error?.issues.find((issue) => issue.path.join('.') === path.join('.'))?.message
  const ibkr = (patch: Partial<Draft['ibkr']>) => setDraft({ ...draft, ibkr: { ...draft.ibkr, ...patch } })
  return (
    <form className="settings" onSubmit={(event) => void submit(event)}>
      <div className="settings-panels">
        <ShownPanel draft={draft} zoneFault={zoneFault} workersFault={faultOf('workers')} onChange={setDraft} />
        <Panel
          title="Interactive Brokers"
          description="Where TWS or IB Gateway listens; only data are asked for, never orders."
        >
          <div className="settings-fields">
            <TextInput
              label="Address"
              value={draft.ibkr.host}
              error={faultOf('ibkr', 'host')}
              onChange={(event) => ibkr({ host: event.currentTarget.value })}
            />
            <NumberField
              label="Port"
              description="7497 paper, 7496 live, 4002 and 4001 of IB Gateway"
              value={draft.ibkr.port}
              error={faultOf('ibkr', 'port')}
              onChange={(port) => ibkr({ port })}
            />
            <NumberField
              label="Client id"
              description="Any number no other program uses"
              value={draft.ibkr.clientId}
              error={faultOf('ibkr', 'clientId')}
              onChange={(clientId) => ibkr({ clientId })}
            />
            <NumberField
              label="Pause between requests"
              suffix=" ms"
              value={draft.ibkr.politeMs}
              error={faultOf('ibkr', 'politeMs')}
              onChange={(politeMs) => ibkr({ politeMs })}
            />
          </div>
        </Panel>
      </div>
      <Group>
        <Button type="submit" loading={save.running} disabled={!changed || !checked.success || zoneFault !== undefined}>
          Save
        </Button>
        <Button variant="default" disabled={!changed} onClick={() => setDraft(saved)}>
          Undo changes
        </Button>
      </Group>
    </form>
  )
}

type Typed = number | string
type Draft = Omit<Settings, 'workers' | 'ibkr'> & {
  readonly workers: Typed
  readonly ibkr: { readonly host: string; readonly port: Typed; readonly clientId: Typed; readonly politeMs: Typed }
}

const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
const THEMES: readonly { readonly value: Settings['theme']; readonly label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'dark', label: 'Dark' },
  { value: 'light', label: 'Light' },
]

type ShownProps = {
  readonly draft: Draft
  readonly zoneFault: string | undefined
  readonly workersFault: string | undefined
  onChange(draft: Draft): void
}

function ShownPanel({ draft, zoneFault, workersFault, onChange }: ShownProps) {
  return (
    <Panel title="Display and work">
      <div className="settings-fields">
        <Input.Wrapper label="Theme" labelElement="div" labelProps={{ id: 'settings-theme' }} size="xs">
          <SegmentedControl
            aria-labelledby="settings-theme"
            data={[...THEMES]}
            value={draft.theme}
            onChange={(theme) => onChange({ ...draft, theme })}
            display="flex"
            w="fit-content"
          />
        </Input.Wrapper>
        <Select
          label="Time zone of what is shown"
          description="Data, files and calendars stay in UTC."
          data={[...new Set([...ZONES, draft.timeZone])]}
          value={draft.timeZone}
          searchable
          allowDeselect={false}
          limit={200}
          error={zoneFault}
          onChange={(timeZone) => timeZone !== null && onChange({ ...draft, timeZone })}
        />
        <NumberField
          label="Worker threads"
          description="0: as many as the machine has cores. A run can be told otherwise."
          value={draft.workers}
          min={0}
          max={256}
          error={workersFault}
          onChange={(workers) => onChange({ ...draft, workers })}
        />
      </div>
    </Panel>
  )
}

/** A window that is closed asks first where changes are not saved. */
function useWarning(changed: boolean): void {
  useEffect(() => {
    if (!changed) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [changed])
}
