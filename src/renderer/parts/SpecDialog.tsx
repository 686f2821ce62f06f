import { Button, Group, Modal, NativeSelect, Text, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import type { FormField } from '../../core/contract/workbench/formFields.ts'
import { useAction } from '../data/useAction.ts'
import { useCall } from '../data/useCall.ts'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import './parts.css'
import { SPEC_GROUPS, SPEC_STARTS, type SpecKind } from './specFields.ts'
import { type SpecPath, specField, withSpecField } from './specText.ts'

type SpecDialogProps = {
  readonly workspace: string
  readonly kind: SpecKind
  readonly opened: boolean
  onClose(): void
}

/** A specification as YAML, and beside it a form of the fields that its schema declares; each changes the other. */
export function SpecDialog({ workspace, kind, opened, onClose }: SpecDialogProps) {
  const [text, setText] = useState(SPEC_STARTS[kind])
  const [settled] = useDebouncedValue(text, 300)
  const { value: fault, loading } = useCall('specs.judge', { kind, text: settled }, { enabled: opened })
  const start = useAction('jobs.start')
  const run = async (estimate: boolean) => {
    const request = kind === 'sweep' ? { kind, spec: text, ...(estimate ? { estimate } : {}) } : { kind, spec: text }
    if ((await start.run({ workspace, request })).ok) onClose()
  }
  const isReady = !loading && settled === text && fault === null && text.trim() !== ''
  return (
    <Modal opened={opened} onClose={onClose} title={`New ${kind}`} size={980}>
      <div className="spec-dialog">
        <Textarea
          label="Specification (YAML)"
          classNames={{ input: 'spec-text' }}
          rows={20}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="spec-form">
          {SPEC_GROUPS[kind].map(({ group, title, fields }) => (
            <fieldset key={title} className="spec-group">
              <legend>{title}</legend>
              {fields.map((field) => (
                <SpecField key={field.key} field={field} group={group} text={text} onText={setText} />
              ))}
            </fieldset>
          ))}
          <Text size="xs" c="dimmed">
            Lists and nested fields stand in the YAML alone.
          </Text>
        </div>
      </div>
      {fault === null ? null : <TroubleNote trouble={fault} action={null} />}
      <Group gap="sm" mt="sm">
        <Button
          size="xs"
          leftSection={<IconPlayerPlay size={14} />}
          disabled={!isReady}
          loading={start.running}
          onClick={() => void run(false)}
        >
          Run the {kind}
        </Button>
        {kind === 'sweep' ? (
          <Button
            size="xs"
            variant="default"
            disabled={!isReady}
            title="Evaluates a few configurations and tells how long all of them take, and how much memory and disk; its answer stands in the list of jobs."
            onClick={() => void run(true)}
          >
            Estimate first
          </Button>
        ) : null}
        <Text size="xs" c="dimmed">
          {kind === 'sweep'
            ? 'Each configuration is a trial in the ledger. A sweep that is stopped goes on when it is started again.'
            : 'A backtest is a trial in the ledger.'}
        </Text>
      </Group>
    </Modal>
  )
}

type SpecFieldProps = {
  readonly field: FormField
  readonly group: string | null
  readonly text: string
  onText(text: string): void
}

function SpecField({ field, group, text, onText }: SpecFieldProps) {
  const path: SpecPath = group === null ? [field.key] : [group, field.key]
  const value = specField(text, path)
  const common = {
    size: 'xs',
    label: field.key,
    disabled: value === undefined,
    value: value ?? '',
    title: value === undefined ? 'Written in one line with others: change it in the YAML.' : undefined,
  } as const
  const change = (next: string) => onText(withSpecField(text, path, next === '' ? null : next))
  const choices = field.kind === 'yes-no' ? ['true', 'false'] : field.choices
  if (choices.length > 0)
    return <NativeSelect {...common} data={['', ...choices]} onChange={(event) => change(event.currentTarget.value)} />
  return <TextInput {...common} placeholder="not said" onChange={(event) => change(event.currentTarget.value)} />
}
