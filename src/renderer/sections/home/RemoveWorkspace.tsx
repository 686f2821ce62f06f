import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type FormEvent, useState } from 'react'
import { useAction } from '../../data/useAction.ts'

export function RemoveWorkspace({ name, onClose }: { readonly name: string | null; onClose(): void }) {
  return (
    <Modal opened={name !== null} onClose={onClose} title={`Remove ${name ?? 'the workspace'}`}>
      {name === null ? null : <RemoveForm name={name} onClose={onClose} />}
    </Modal>
  )
}

function RemoveForm({ name, onClose }: { readonly name: string; onClose(): void }) {
  const [typed, setTyped] = useState('')
  const remove = useAction('workspace.remove')
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (typed !== name) return
    const removed = await remove.run({ workspace: name })
    if (!removed.ok) return
    onClose()
    notifications.show({
      title: `${name} was removed`,
      message: `Its files lie in ${removed.value.movedTo}`,
      autoClose: 15_000,
      closeButtonProps: { 'aria-label': 'Close this notice' },
    })
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Text>
        Its folder with data, runs and results is moved out of the home&apos;s workspaces. The ledger keeps every trial
        and every look at the hold-out.
      </Text>
      <TextInput
        mt="md"
        label={`Type ${name} to remove it`}
        value={typed}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Keep it
        </Button>
        <Button type="submit" color="red" disabled={typed !== name} loading={remove.running}>
          Remove
        </Button>
      </Group>
    </form>
  )
}
