import { Alert, Badge, Button, Group, SimpleGrid, Text, Textarea } from '@mantine/core'
import { useSessionStorage, useWindowEvent } from '@mantine/hooks'
import { IconDeviceFloppy, IconUsers } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { ManifestView } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useAction } from '../../data/useAction.ts'
import type { Called } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

/** What is typed, and which text on disk it began from. */
type Draft = { readonly text: string; readonly baseSha256: string }
type EditorProps = { readonly workspace: string; readonly manifest: Called<ManifestView> }

/** The manifest as it stands on disk, to be edited. Who was overtaken by another window is told and decides. */
export function ManifestEditor({ workspace, manifest }: EditorProps) {
  const [draft, setDraft] = useSessionStorage<Draft | null>({ key: `manifest-draft ${workspace}`, defaultValue: null })
  const [saved, setSaved] = useState<ManifestView | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const save = useAction('workspace.save', { quiet: true })
  const onDisk = saved ?? manifest.value
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer answer takes the place of what was saved from here
  useEffect(() => setSaved(null), [manifest.value])
  useWindowEvent('focus', manifest.reload)

  if (onDisk === null)
    return <Panel title="Manifest">{manifest.trouble ? <TroubleNote trouble={manifest.trouble} /> : <Loading />}</Panel>
  const overtaken = draft !== null && draft.baseSha256 !== onDisk.sha256
  const changed = draft !== null && draft.text !== onDisk.text

  const submit = async () => {
    if (draft === null || overtaken) return
    const outcome = await save.run({ workspace, text: draft.text, baseSha256: draft.baseSha256 })
    setTrouble(outcome.ok || outcome.trouble.code === 'manifest-changed' ? null : outcome.trouble)
    if (outcome.ok) {
      setSaved(outcome.value)
      setDraft(null)
    } else if (outcome.trouble.code === 'manifest-changed') manifest.reload()
  }
  const discard = () => {
    setTrouble(null)
    setDraft(null)
  }
  const type = (text: string) => {
    setTrouble(null)
    setDraft(text === onDisk.text ? null : { text, baseSha256: draft?.baseSha256 ?? onDisk.sha256 })
  }
  return (
    <Panel
      title="Manifest"
      description="workspace.yaml: instruments, roles, costs and defaults. Comments stay."
      actions={
        <Group gap="xs">
          {changed ? (
            <Badge variant="light" color="grape" tt="none">
              not saved
            </Badge>
          ) : null}
          <Button size="compact-xs" variant="subtle" disabled={!changed} onClick={discard}>
            Discard
          </Button>
          <Button
            size="compact-xs"
            leftSection={<IconDeviceFloppy size={14} />}
            disabled={!changed || overtaken}
            loading={save.running}
            onClick={submit}
          >
            Save
          </Button>
        </Group>
      }
    >
      {overtaken && draft !== null ? (
        <Overtaken
          theirs={onDisk.text}
          onTake={discard}
          onKeep={() => setDraft({ text: draft.text, baseSha256: onDisk.sha256 })}
        />
      ) : null}
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      <ManifestText text={draft?.text ?? onDisk.text} onChange={type} onSave={submit} />
      <Text size="xs" c="dimmed" mt={6} className="wrap-anywhere">
        {onDisk.folder} · sha256 {onDisk.sha256.slice(0, 12)}
      </Text>
    </Panel>
  )
}

type ManifestTextProps = { readonly text: string; onChange(text: string): void; onSave(): void }

function ManifestText({ text, onChange, onSave }: ManifestTextProps) {
  const keys = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    onSave()
  }
  return (
    <Textarea
      aria-label="Manifest as YAML"
      classNames={{ input: 'manifest-text' }}
      autosize
      minRows={12}
      maxRows={26}
      spellCheck={false}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={keys}
    />
  )
}

type OvertakenProps = { readonly theirs: string; onTake(): void; onKeep(): void }

function Overtaken({ theirs, onTake, onKeep }: OvertakenProps) {
  return (
    <Alert color="orange" variant="light" icon={<IconUsers size={18} />} mb="sm" role="alert">
      <Text fw={600}>The manifest was changed elsewhere since you began to edit it.</Text>
      <Text>Below is how it stands on disk now; your text is kept in the editor under it.</Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="manifest-theirs" aria-label="Manifest on disk" tabIndex={0}>
        {theirs}
      </section>
      <SimpleGrid cols={2} spacing="xs">
        <Button size="compact-xs" variant="default" onClick={onTake}>
          Take what is on disk, drop mine
        </Button>
        <Button size="compact-xs" variant="default" onClick={onKeep}>
          Keep mine, to be saved over it
        </Button>
      </SimpleGrid>
    </Alert>
  )
}
