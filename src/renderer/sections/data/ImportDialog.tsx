import {
  Alert,
  Button,
  Collapse,
  Group,
  Modal,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
  UnstyledButton,
} from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { useState } from 'react'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { ColumnsForm } from './ColumnsForm.tsx'
import { sameColumnTwice } from './columnsText.ts'
import { EMPTY_IMPORT, type ImportDraft, importFormat } from './importDraft.ts'
import { PreviewTable } from './PreviewTable.tsx'

type ImportDialogProps = { readonly workspace: Workspace; readonly opened: boolean; onClose(): void }

const PREVIEW_AFTER_MS = 400
const TIME_UNITS = [
  { value: 's', label: 'seconds since 1970' },
  { value: 'ms', label: 'milliseconds since 1970' },
  { value: 'us', label: 'microseconds since 1970' },
  { value: 'ns', label: 'nanoseconds since 1970' },
  { value: 'iso', label: 'ISO 8601 text' },
]
const HEADERS = [
  { value: 'yes', label: 'the first line names the columns' },
  { value: 'no', label: 'no header' },
]
const DELIMITERS = [
  { value: ',', label: 'comma' },
  { value: ';', label: 'semicolon' },
  { value: 'tab', label: 'tab' },
  { value: '|', label: 'bar |' },
]

/** A file on the engine's machine becomes bars of an instrument; what it would be read as is shown before. */
export function ImportDialog({ workspace, opened, onClose }: ImportDialogProps) {
  const [draft, setDraft] = useState<ImportDraft>(() => ({
    ...EMPTY_IMPORT,
    symbol: workspace.instruments[0]?.symbol ?? '',
  }))
  const [columnNames, setColumnNames] = useState<readonly string[]>([])
  const start = useAction('jobs.start')
  const change = (patch: Partial<ImportDraft>) => setDraft((before) => ({ ...before, ...patch }))
  const format = importFormat(draft, columnNames)
  const [asked] = useDebouncedValue(format, PREVIEW_AFTER_MS)
  const preview = useCall('data.preview', asked, { enabled: opened && isAbsolute(asked.file) })
  const names = preview.value?.columnNames ?? null
  if (names !== null && names.join('\n') !== columnNames.join('\n')) setColumnNames(names)
  const fault = sameColumnTwice(draft.columns)
  const isCurrent = JSON.stringify(asked) === JSON.stringify(format) && !preview.loading
  const isReady = isCurrent && preview.value !== null && fault === null && draft.symbol !== ''
  const begin = async () => {
    const interval = draft.interval.trim() === '' ? {} : { interval: draft.interval.trim() }
    const request = { kind: 'import' as const, symbol: draft.symbol, ...interval, ...format }
    const started = await start.run({ workspace: workspace.name, request })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Import a file" size="xl">
      <Stack gap="sm">
        <FileFields workspace={workspace} draft={draft} change={change} />
        <FormatFields draft={draft} change={change} columnNames={columnNames} />
        {fault === null ? null : <Alert color="orange">{fault}</Alert>}
        {isAbsolute(draft.file) && !isCurrent ? <Loading label="Looking into the file" /> : null}
        {preview.trouble === null || !isCurrent ? null : <TroubleNote trouble={preview.trouble} />}
        {preview.value === null || preview.trouble !== null ? null : <PreviewTable preview={preview.value} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void begin()} disabled={!isReady} loading={start.running}>
            Import as {draft.symbol || '…'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

type FieldsProps = { readonly draft: ImportDraft; change(patch: Partial<ImportDraft>): void }

function FileFields({ workspace, draft, change }: FieldsProps & { readonly workspace: Workspace }) {
  const file = draft.file.trim()
  const hasFault = file !== '' && !isAbsolute(file)
  return (
    <>
      <TextInput
        label="File"
        description="Full path on the machine where the engine runs: CSV (also .gz) or Parquet"
        placeholder="/home/me/data/XBTUSD_60.csv"
        value={draft.file}
        error={hasFault ? 'Give the full path: it begins with / or with a drive.' : null}
        onChange={(event) => change({ file: event.currentTarget.value })}
        spellCheck={false}
        data-autofocus
      />
      <SimpleGrid cols={3} spacing="sm">
        <Select
          label="Instrument"
          data={workspace.instruments.map(({ symbol }) => symbol)}
          value={draft.symbol}
          onChange={(symbol) => change({ symbol: symbol ?? '' })}
          allowDeselect={false}
        />
        <TextInput
          label="Length of a bar"
          placeholder={workspace.interval}
          value={draft.interval}
          onChange={(event) => change({ interval: event.currentTarget.value })}
        />
        <TextInput
          label="Time zone of times"
          placeholder="as in UTC or America/New_York"
          value={draft.tz}
          onChange={(event) => change({ tz: event.currentTarget.value })}
          spellCheck={false}
        />
      </SimpleGrid>
    </>
  )
}

function FormatFields({ draft, change, columnNames }: FieldsProps & { readonly columnNames: readonly string[] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <UnstyledButton
        onClick={() => setOpen(!isOpen)}
        aria-expanded={isOpen}
        style={{ display: 'flex', alignItems: 'center', gap: 4 }}
      >
        {isOpen ? <IconChevronDown size={15} /> : <IconChevronRight size={15} />} Format and columns by hand
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <SimpleGrid cols={4} spacing="sm" mt="xs">
          <Select
            label="Times are"
            placeholder="told from the file"
            data={TIME_UNITS}
            value={draft.timeUnit}
            onChange={(value) => change({ timeUnit: unitOf(value) })}
            clearable
          />
          <TextInput
            label="Pattern of times"
            placeholder="yyyy-MM-dd HH:mm"
            value={draft.timeFormat}
            onChange={(event) => change({ timeFormat: event.currentTarget.value })}
            spellCheck={false}
          />
          <Select
            label="Header"
            placeholder="told from the file"
            data={HEADERS}
            value={draft.header}
            onChange={(value) => change({ header: value === 'yes' || value === 'no' ? value : null })}
            clearable
          />
          <Select
            label="Between columns"
            placeholder="told from the file"
            data={DELIMITERS}
            value={draft.delimiter}
            onChange={(delimiter) => change({ delimiter })}
            clearable
          />
        </SimpleGrid>
        <ColumnsForm choices={draft.columns} columnNames={columnNames} onChange={(columns) => change({ columns })} />
      </Collapse>
    </div>
  )
}

function unitOf(value: string | null): ImportDraft['timeUnit'] {
  return value === 's' || value === 'ms' || value === 'us' || value === 'ns' || value === 'iso' ? value : null
}

function isAbsolute(file: string): boolean {
  return /^(\/.|[A-Za-z]:[\\/].|\\\\.)/.test(file.trim())
}
