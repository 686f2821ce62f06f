import { Button, Group, Modal, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useState } from 'react'
import type { Workspace } from '../../../core/contract/workspace.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { FileField } from '../../parts/FileField.tsx'
import { isAbsolutePath } from '../../parts/isAbsolutePath.ts'
import { TABLE_ENDINGS, useFileChoice } from '../../parts/useFileChoice.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { TroubleWayContext } from '../../ui/troubleWay.ts'
import type { SeenColumns } from './columnsText.ts'
import { FormatFields } from './FormatFields.tsx'
import { ImportSubjectFields } from './ImportSubjectFields.tsx'
import { changedDraft, EMPTY_IMPORT, type ImportDraft, importRequest, isWhole, previewRequest } from './importDraft.ts'
import { importTrouble } from './importTrouble.ts'
import { PreviewTable, previewWidth } from './PreviewTable.tsx'

type ImportDialogProps = {
  readonly workspace: Workspace
  readonly opened: boolean
  /** Let fall on the page. */
  readonly dropped: File | null
  onClose(): void
}

const PREVIEW_AFTER_MS = 400
const NOTHING_SEEN: SeenColumns = { names: [], width: 0 }

/** A file becomes bars of an instrument, a table or the predictions of a model; what it would be read as is shown before. */
export function ImportDialog({ workspace, opened, dropped, onClose }: ImportDialogProps) {
  const [draft, setDraft] = useState<ImportDraft>(() => ({
    ...EMPTY_IMPORT,
    // Real bars are never mixed with synthetic ones.
    subject: workspace.synthetic === undefined ? 'bars' : 'table',
    symbol: workspace.instruments[0]?.symbol ?? '',
  }))
  const change = (patch: Partial<ImportDraft>) => setDraft((before) => changedDraft(before, patch))
  const choice = useFileChoice(TABLE_ENDINGS, ({ path }) => change({ file: path }))
  const { take, stop } = choice
  useEffect(() => {
    if (dropped !== null) take(dropped)
  }, [dropped, take])
  useEffect(() => {
    if (!opened) stop()
  }, [opened, stop])
  const { preview, seen, isCurrent } = usePreview(draft, workspace.interval, opened)
  const trouble = preview.value === null ? preview.trouble : importTrouble(preview.value, draft.subject)
  const start = useAction('jobs.start')
  const isReady = isCurrent && preview.value !== null && trouble === null && isWhole(draft)
  const begin = async () => {
    const started = await start.run({ workspace: workspace.name, request: importRequest(draft, seen) })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Import a file" size={1_000}>
      <Stack gap="sm">
        <FileField
          what="CSV (also .gz) or Parquet"
          placeholder="/home/me/data/XBTUSD_60.csv"
          mayDrop
          file={draft.file}
          choice={choice}
          onChange={(file) => change({ file })}
        />
        <ImportSubjectFields workspace={workspace} draft={draft} change={change} />
        <FormatFields draft={draft} change={change} />
        {isAbsolutePath(draft.file) && !isCurrent ? <Loading label="Looking into the file" /> : null}
        {trouble === null || !isCurrent ? null : (
          <TroubleWayContext value={hereItIs}>
            <TroubleNote trouble={trouble} />
          </TroubleWayContext>
        )}
        {preview.value === null ? null : (
          <PreviewTable
            draft={draft}
            preview={preview.value}
            onChoose={(columns) => setDraft((before) => ({ ...before, columns }))}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void begin()} disabled={!isReady} loading={start.running}>
            Import as {nameOf(draft) || '…'}
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

function nameOf({ subject, symbol, table, model }: ImportDraft): string {
  return subject === 'bars' ? symbol : subject === 'table' ? table.trim() : model.trim()
}

/** What the engine says of the file under what the form says now, a moment after the last change. */
function usePreview(draft: ImportDraft, interval: string, opened: boolean) {
  const [seen, setSeen] = useState(NOTHING_SEEN)
  const request = previewRequest(draft, seen, interval)
  const [asked] = useDebouncedValue(request, PREVIEW_AFTER_MS)
  const preview = useCall('data.preview', asked, { enabled: opened && isAbsolutePath(asked.file) })
  if (preview.value !== null) {
    const now = { names: preview.value.columnNames ?? [], width: previewWidth(preview.value) }
    if (JSON.stringify(now) !== JSON.stringify(seen)) setSeen(now)
  }
  const isCurrent = JSON.stringify(asked) === JSON.stringify(request) && !preview.loading
  return { preview, seen, isCurrent }
}
