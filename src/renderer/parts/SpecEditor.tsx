import { Button, Group, Modal, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlayerPlay } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { JobRequest } from '../../core/contract/workbench/api.ts'
import { useAction } from '../data/useAction.ts'
import { useCall } from '../data/useCall.ts'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import './parts.css'

type SpecEditorProps = {
  readonly workspace: string
  readonly kind: 'build' | 'train' | 'discover'
  readonly title: string
  readonly verb: string
  readonly note: string
  readonly text: string
  onText(text: string): void
  /** What is started with the text as it is; null: something beside it is still to be said. */
  readonly request: JobRequest | null
  /** What would come of it, told before it is started. */
  readonly told?: ReactNode
  readonly opened: boolean
  onClose(): void
  readonly children: ReactNode
}

/** A specification as YAML, and beside it the form that changes it; judged while it is written. */
export function SpecEditor(props: SpecEditorProps) {
  const { workspace, kind, title, verb, note, text, onText, request, told, opened, onClose, children } = props
  const [settled] = useDebouncedValue(text, 300)
  const { value: fault, loading } = useCall('specs.judge', { kind, text: settled }, { enabled: opened })
  const start = useAction('jobs.start')
  const isReady = !loading && settled === text && fault === null && text.trim() !== '' && request !== null
  const run = async () => {
    if (request !== null && (await start.run({ workspace, request })).ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} size={1_080}>
      <div className="spec-dialog spec-dialog-wide">
        <Textarea
          label="Specification (YAML)"
          classNames={{ input: 'spec-text' }}
          rows={24}
          spellCheck={false}
          value={text}
          onChange={(event) => onText(event.currentTarget.value)}
        />
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="spec-form" aria-label="The same as a form" tabIndex={0}>
          {children}
        </section>
      </div>
      {fault === null ? told : <TroubleNote trouble={fault} action={null} />}
      <Group gap="sm" mt="sm" wrap="nowrap">
        <Button
          size="xs"
          className="spec-start"
          leftSection={<IconPlayerPlay size={14} />}
          disabled={!isReady}
          loading={start.running}
          onClick={() => void run()}
        >
          {verb}
        </Button>
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      </Group>
    </Modal>
  )
}
