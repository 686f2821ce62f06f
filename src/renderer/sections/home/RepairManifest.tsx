import { Alert, Badge, Button, Group, Text, Textarea } from '@mantine/core'
import { useDebouncedValue, useSessionStorage } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconDeviceFloppy } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { ManifestFault, ManifestSource } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { FaultList } from './FaultList.tsx'
import { offsetOfLine } from './faultTexts.ts'
import './home.css'

const JUDGE_AFTER_MS = 300

type RepairProps = { readonly workspace: string; onDone(): void }

/** A manifest that cannot be used, as it lies on disk, to be put right by hand: every fault with its line, and saved only once there is none. */
export function RepairManifest({ workspace, onDone }: RepairProps) {
  const source = useCall('workspace.source', { workspace })
  if (source.trouble !== null) return <TroubleNote trouble={source.trouble} />
  if (source.value === null) return <Loading label="Reading the manifest" />
  return <Repair workspace={workspace} source={source.value} onReload={source.reload} onDone={onDone} />
}

type Draft = { readonly text: string; readonly baseSha256: string }
type EditorProps = RepairProps & { readonly source: ManifestSource; onReload(): void }

function Repair({ workspace, source, onReload, onDone }: EditorProps) {
  const [kept, setKept] = useSessionStorage<Draft | null>({ key: `manifest-repair ${workspace}`, defaultValue: null })
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const draft = kept ?? { text: source.text, baseSha256: source.sha256 }
  const { faults, judged } = useFaults(workspace, draft.text, source)
  const repair = useAction('workspace.repair', { quiet: true })
  const box = useRef<HTMLTextAreaElement>(null)
  const overtaken = draft.baseSha256 !== source.sha256
  const save = async () => {
    const outcome = await repair.run({ workspace, ...draft })
    setTrouble(outcome.ok ? null : outcome.trouble)
    if (!outcome.ok) return outcome.trouble.code === 'manifest-changed' ? onReload() : undefined
    setKept(null)
    notifications.show({
      title: `The manifest of ${workspace} can be used again`,
      message: 'The text that could not be used is kept beside it.',
      closeButtonProps: { 'aria-label': 'Close this notice' },
    })
    onDone()
  }
  const jump = ({ line, column }: ManifestFault) => {
    if (line === null || box.current === null) return
    const at = offsetOfLine(draft.text, line, column ?? 1)
    box.current.focus()
    box.current.setSelectionRange(at, at)
  }
  return (
    <div className="repair">
      <Text size="sm">
        <code className="code wrap-anywhere">{source.folder}/workspace.yaml</code>{' '}
        {source.exists
          ? 'cannot be used as it is. Put it right below, or in an editor of yours.'
          : 'is not there. Paste it from a copy.'}
      </Text>
      {overtaken ? (
        <Overtaken
          onTake={() => setKept(null)}
          onKeep={() => setKept({ text: draft.text, baseSha256: source.sha256 })}
        />
      ) : null}
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      <FaultList faults={faults} judged={judged} onJump={jump} />
      <Textarea
        ref={box}
        data-autofocus
        aria-label="Text of the manifest"
        classNames={{ input: 'repair-text' }}
        autosize
        minRows={12}
        maxRows={22}
        spellCheck={false}
        value={draft.text}
        onChange={(event) => setKept({ text: event.currentTarget.value, baseSha256: draft.baseSha256 })}
      />
      <Group justify="flex-end" gap="xs">
        {draft.text === source.text ? null : (
          <Badge variant="light" color="grape" tt="none">
            not saved
          </Badge>
        )}
        <Button variant="default" disabled={kept === null} onClick={() => setKept(null)}>
          Back to the text on disk
        </Button>
        <Button
          leftSection={<IconDeviceFloppy size={15} />}
          disabled={faults.length > 0 || !judged || overtaken}
          loading={repair.running}
          onClick={() => void save()}
        >
          Save manifest
        </Button>
      </Group>
    </div>
  )
}

/** Until a new text is judged, what is known of the one before stays in sight. */
function useFaults(workspace: string, text: string, source: ManifestSource) {
  const [asked] = useDebouncedValue(text, JUDGE_AFTER_MS)
  const isSource = asked === source.text
  const judge = useCall('workspace.judge', { workspace, text: asked }, { enabled: !isSource })
  const now = isSource ? source.faults : judge.value
  const last = useRef(source.faults)
  if (now !== null) last.current = now
  return { faults: last.current, judged: now !== null && asked === text }
}

function Overtaken({ onTake, onKeep }: { onTake(): void; onKeep(): void }) {
  return (
    <Alert color="orange" variant="light" role="alert">
      <Text fw={600}>The file on disk was changed since you began.</Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-xs" variant="default" onClick={onTake}>
          Take what is on disk, drop mine
        </Button>
        <Button size="compact-xs" variant="default" onClick={onKeep}>
          Keep mine, to be saved over it
        </Button>
      </Group>
    </Alert>
  )
}
