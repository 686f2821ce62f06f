import { Button, Group, Select, TextInput } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useState } from 'react'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { type Host, useHost } from '../../data/host.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { FETCH_SOURCES, type FetchDraft } from './fetchDraft.ts'

const CHOICES = [
  { value: 'exchange', label: 'Public archives of Binance' },
  { value: 'folder', label: 'A folder of archives' },
  { value: 'address', label: 'Another address' },
]

type SourceFieldsProps = { readonly draft: FetchDraft; change(patch: Partial<FetchDraft>): void }

/** Where the archives come from. */
export function FetchSourceFields({ draft, change }: SourceFieldsProps) {
  const { source } = draft
  return (
    <Group gap="sm" align="flex-end" wrap="nowrap">
      <Select
        label="Source"
        data={CHOICES}
        value={source}
        onChange={(value) => change({ source: FETCH_SOURCES.find((one) => one === value) ?? source })}
        allowDeselect={false}
        w={230}
        style={{ flex: 'none' }}
      />
      {source === 'folder' ? <FolderField draft={draft} change={change} /> : null}
      {source === 'address' ? (
        <TextInput
          label="Address"
          placeholder="https://mirror.example"
          value={draft.address}
          onChange={(event) => change({ address: event.currentTarget.value })}
          spellCheck={false}
          style={{ flex: 1, minWidth: 0 }}
        />
      ) : null}
    </Group>
  )
}

function FolderField({ draft, change }: SourceFieldsProps) {
  const { pickFolder } = useHost()
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const pick = async (ask: NonNullable<Host['pickFolder']>) => {
    const picked = await ask()
    setTrouble(picked.ok ? null : picked.trouble)
    if (picked.ok && picked.value !== null) change({ folder: picked.value })
  }
  return (
    <>
      <TextInput
        label="Folder on the machine of the engine"
        placeholder="/data/binance"
        value={draft.folder}
        onChange={(event) => change({ folder: event.currentTarget.value })}
        spellCheck={false}
        style={{ flex: 1, minWidth: 0 }}
      />
      {pickFolder === null ? null : (
        <Button
          variant="default"
          leftSection={<IconFolderOpen size={15} />}
          onClick={() => void pick(pickFolder)}
          style={{ flex: 'none' }}
        >
          Choose…
        </Button>
      )}
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
    </>
  )
}
