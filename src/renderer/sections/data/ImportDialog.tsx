import { Autocomplete, Button, Group, Modal, Select, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { TroubleWayContext } from '../../ui/troubleWay.ts'
import { FileField } from './FileField.tsx'
import { FormatFields } from './FormatFields.tsx'
import { changedDraft, EMPTY_IMPORT, type ImportDraft, importFormat } from './importDraft.ts'
import { importTrouble } from './importTrouble.ts'
import { isAbsolutePath } from './isAbsolutePath.ts'
import { PreviewTable } from './PreviewTable.tsx'
import { useFileChoice } from './useFileChoice.ts'

type ImportDialogProps = {
  readonly workspace: Workspace
  readonly opened: boolean
  /** Let fall on the page. */
  readonly dropped: File | null
  onClose(): void
}

const PREVIEW_AFTER_MS = 400
const ZONES: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** A file becomes bars of an instrument; what it would be read as is shown before. */
export function ImportDialog({ workspace, opened, dropped, onClose }: ImportDialogProps) {
  const [draft, setDraft] = useState<ImportDraft>(() => ({
    ...EMPTY_IMPORT,
    symbol: workspace.instruments[0]?.symbol ?? '',
  }))
  const change = (patch: Partial<ImportDraft>) => setDraft((before) => changedDraft(before, patch))
  const choice = useFileChoice(({ path }) => change({ file: path }))
  const { take, stop } = choice
  useEffect(() => {
    if (dropped !== null) take(dropped)
  }, [dropped, take])
  useEffect(() => {
    if (!opened) stop()
  }, [opened, stop])
  const { preview, format, isCurrent } = usePreview(draft, opened)
  const trouble = preview.value === null ? preview.trouble : importTrouble(preview.value)
  const start = useAction('jobs.start')
  const isReady = isCurrent && preview.value !== null && trouble === null && draft.symbol !== ''
  const begin = async () => {
    const interval = draft.interval.trim() === '' ? {} : { interval: draft.interval.trim() }
    const request = { kind: 'import' as const, symbol: draft.symbol, ...interval, ...format }
    const started = await start.run({ workspace: workspace.name, request })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Import a file" size={1_000}>
      <Stack gap="sm">
        <FileField file={draft.file} choice={choice} onChange={(file) => change({ file })} />
        <SubjectFields workspace={workspace} draft={draft} change={change} />
        <FormatFields draft={draft} change={change} />
        {isAbsolutePath(draft.file) && !isCurrent ? <Loading label="Looking into the file" /> : null}
        {trouble === null || !isCurrent ? null : (
          <TroubleWayContext value={hereItIs}>
            <TroubleNote trouble={trouble} />
          </TroubleWayContext>
        )}
        {preview.value === null ? null : (
          <PreviewTable
            preview={preview.value}
            chosen={draft.columns}
            onChoose={(columns) => setDraft((before) => ({ ...before, columns }))}
          />
        )}
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

/** The way out of this trouble is this dialog, and its own hints say where in it. */
function hereItIs(): null {
  return null
}

/** What the engine says of the file under what the form says now, a moment after the last change. */
function usePreview(draft: ImportDraft, opened: boolean) {
  const [columnNames, setColumnNames] = useState<readonly string[]>([])
  const format = importFormat(draft, columnNames)
  const [asked] = useDebouncedValue(format, PREVIEW_AFTER_MS)
  const preview = useCall('data.preview', asked, { enabled: opened && isAbsolutePath(asked.file) })
  const names = preview.value?.columnNames ?? []
  if (preview.value !== null && names.join('\n') !== columnNames.join('\n')) setColumnNames(names)
  const isCurrent = JSON.stringify(asked) === JSON.stringify(format) && !preview.loading
  return { preview, format, isCurrent }
}

type FieldsProps = {
  readonly workspace: Workspace
  readonly draft: ImportDraft
  change(patch: Partial<ImportDraft>): void
}

function SubjectFields({ workspace, draft, change }: FieldsProps) {
  return (
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
      <Autocomplete
        label="Time zone of times"
        placeholder="only where the file does not say it"
        data={[...ZONES]}
        limit={30}
        value={draft.tz}
        onChange={(tz) => change({ tz })}
        spellCheck={false}
      />
    </SimpleGrid>
  )
}
