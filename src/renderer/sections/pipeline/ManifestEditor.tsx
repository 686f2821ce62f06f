import { Badge, Button, Group, Text, Textarea } from '@mantine/core'
import { useSessionStorage, useWindowEvent } from '@mantine/hooks'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { ManifestView } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useAction } from '../../data/useAction.ts'
import type { Called } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { OvertakenNote } from './OvertakenNote.tsx'

/** What is typed, and which text on disk it began from. */
type Draft = { readonly text: string; readonly baseSha256: string; readonly baseText?: string }
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
  const rebase = (text: string) => {
    setTrouble(null)
    setDraft(text === onDisk.text ? null : { text, baseSha256: onDisk.sha256, baseText: onDisk.text })
  }
  const type = (text: string) => {
    setTrouble(null)
    if (text === onDisk.text) setDraft(null)
    else setDraft(draft === null ? { text, baseSha256: onDisk.sha256, baseText: onDisk.text } : { ...draft, text })
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
        <OvertakenNote
          key={onDisk.sha256}
          base={draft.baseText ?? null}
          mine={draft.text}
          theirs={onDisk.text}
          onTake={discard}
          onKeep={() => rebase(draft.text)}
          onMerge={rebase}
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
