import { Button, Group, Modal, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type FormEvent, useState } from 'react'
import { ASSET_CLASSES, CALENDARS } from '../../../core/market/instrument.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { NumberField } from '../../ui/NumberField.tsx'
import { TextBox } from '../../ui/TextBox.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { type DraftForm, draftOf, EMPTY_FORM, fieldOf } from './draftForm.ts'

const CHECK_AFTER_MS = 250
const INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d']

export function CreateWorkspace({ opened, onClose }: { readonly opened: boolean; onClose(): void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="New workspace" size={860}>
      {opened ? <CreateForm onClose={onClose} /> : null}
    </Modal>
  )
}

function CreateForm({ onClose }: { onClose(): void }) {
  const { go } = usePlace()
  const [form, setForm] = useState(EMPTY_FORM)
  const [checked] = useDebouncedValue(form, CHECK_AFTER_MS)
  const isBlank = checked.name.trim() === '' || checked.primary.trim() === ''
  const check = useCall('workspace.check', draftOf(checked), { enabled: !isBlank })
  const create = useAction('workspace.create')
  const change = (patch: Partial<DraftForm>) => setForm((before) => ({ ...before, ...patch }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const created = await create.run(draftOf(form))
    if (!created.ok) return
    onClose()
    go({ workspace: created.value.workspace.name, section: 'data' })
  }
  return (
    <form className="create" onSubmit={(event) => void submit(event)}>
      <div className="create-fields">
        <CreateFields form={form} onChange={change} trouble={check.trouble} />
      </div>
      <div className="create-preview">
        <div className="create-label">workspace.yaml, as it will be written</div>
        {check.trouble !== null && fieldOf(check.trouble.code) === null ? (
          <TroubleNote trouble={check.trouble} />
        ) : null}
        <TextBox label="workspace.yaml, as it will be written">
          {check.value?.yaml ?? (isBlank ? 'Give a name and at least one symbol.' : check.loading ? '…' : '')}
        </TextBox>
      </div>
      <Group justify="flex-end" className="create-buttons">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={create.running} disabled={check.value === null || form !== checked}>
          Create workspace
        </Button>
      </Group>
    </form>
  )
}

type FieldsProps = {
  readonly form: DraftForm
  readonly trouble: Trouble | null
  onChange(patch: Partial<DraftForm>): void
}

function CreateFields({ form, trouble, onChange }: FieldsProps) {
  const at = trouble === null ? null : fieldOf(trouble.code)
  const text = (field: keyof DraftForm) => ({
    value: form[field],
    error: at === field ? trouble?.message : undefined,
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [field]: event.currentTarget.value }),
  })
  const number = (field: keyof DraftForm) => ({
    value: form[field],
    error: at === field ? trouble?.message : undefined,
    min: 0,
    onChange: (value: number | string) => onChange({ [field]: value }),
  })
  return (
    <>
      <TextInput label="Name" description="Letters, digits, _ and -" required data-autofocus {...text('name')} />
      <Group grow align="flex-start">
        <TextInput label="Primary symbol" placeholder="BTC" required {...text('primary')} />
        <TextInput label="Secondary symbol" placeholder="ETH" {...text('secondary')} />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="Asset class"
          data={ASSET_CLASSES}
          value={form.assetClass}
          allowDeselect={false}
          onChange={(assetClass) => onChange({ assetClass: assetClass ?? 'crypto' })}
        />
        <Select
          label="Calendar"
          placeholder="by asset class"
          data={CALENDARS}
          value={form.calendar === '' ? null : form.calendar}
          error={at === 'calendar' ? trouble?.message : undefined}
          clearable
          onChange={(calendar) => onChange({ calendar: calendar ?? '' })}
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="Bar interval"
          data={INTERVALS}
          value={form.interval}
          allowDeselect={false}
          error={at === 'interval' ? trouble?.message : undefined}
          onChange={(interval) => onChange({ interval: interval ?? '1h' })}
        />
        <TextInput label="Quote currency" {...text('quoteCurrency')} />
      </Group>
      <NumberField label="Start capital" grouped {...number('capital')} />
      <Group grow align="flex-start">
        <NumberField label="Fee, one side" suffix=" bps" {...number('feeBps')} />
        <NumberField label="Slippage, one side" suffix=" bps" {...number('slippageBps')} />
      </Group>
    </>
  )
}
