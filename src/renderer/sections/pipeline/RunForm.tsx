import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { FormField } from '../../../core/contract/workbench/formFields.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { Explained } from '../../ui/Explained.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import {
  type FieldValue,
  type FieldValues,
  RUN_FIELDS,
  type RunRequest,
  readRunForm,
  wordsOf,
} from './runFormFields.ts'

type RunFormProps = {
  readonly defaults: Workspace | null
  readonly running: boolean
  /** Why nothing can be started now; null where it can. */
  readonly hindrance: string | null
  onRun(request: RunRequest): void
}

/** The fields of a run as its schema has them. Left empty they take what the manifest or the engine says. */
export function RunForm({ defaults, running, hindrance, onRun }: RunFormProps) {
  const [values, setValues] = useState<FieldValues>({})
  const read = readRunForm(values)
  const errors = read.ok ? {} : read.errors
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (read.ok && hindrance === null) onRun(read.request)
  }
  return (
    <form onSubmit={submit} aria-label="New run">
      <Stack gap="sm">
        {RUN_FIELDS.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={values[field.key] ?? ''}
            placeholder={placeholderOf(field, defaults)}
            error={errors[field.key] ?? null}
            onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
          />
        ))}
        <Group gap="sm">
          <Button
            type="submit"
            size="xs"
            leftSection={<IconPlayerPlay size={14} />}
            loading={running}
            disabled={!read.ok || hindrance !== null}
          >
            Run pipeline
          </Button>
          <Button size="xs" variant="subtle" disabled={Object.keys(values).length === 0} onClick={() => setValues({})}>
            Reset
          </Button>
        </Group>
        <Text size="xs" c="dimmed">
          {hindrance ??
            'A run with the same data, configuration and seed is the same run: what is done of it is not done again.'}
        </Text>
      </Stack>
    </form>
  )
}

type FieldInputProps = {
  readonly field: FormField
  readonly value: FieldValue
  readonly placeholder: string
  readonly error: string | null
  onChange(value: FieldValue): void
}

function FieldInput({ field, value, placeholder, error, onChange }: FieldInputProps) {
  const { label, unit, explanation } = wordsOf(field)
  const title = (
    <>
      <Explained definition={explanation}>{label}</Explained>
      {unit === '' ? null : <span className="field-unit"> {unit}</span>}
    </>
  )
  const common = { size: 'xs', error, 'aria-label': label } as const
  switch (field.kind) {
    case 'yes-no':
      return (
        <Checkbox
          {...common}
          label={title}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked ? true : '')}
        />
      )
    case 'choice':
      return (
        <NativeSelect
          {...common}
          label={title}
          data={['', ...field.choices]}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'text':
      return (
        <TextInput
          {...common}
          label={title}
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    default:
      return (
        <NumberField
          {...common}
          label={title}
          value={typeof value === 'boolean' ? '' : value}
          onChange={onChange}
          placeholder={placeholder}
          allowDecimal={field.kind === 'number'}
          clampBehavior="none"
          grouped={field.key === 'startCapital'}
          hideControls
        />
      )
  }
}

function placeholderOf({ key }: FormField, defaults: Workspace | null): string {
  if (key === 'startCapital' && defaults !== null) return `${defaults.capital} ${defaults.quoteCurrency} (manifest)`
  if (key === 'seed' && defaults !== null) return `${defaults.seed} (manifest)`
  return key === 'workers' ? 'as in the settings' : 'the engine’s default'
}
