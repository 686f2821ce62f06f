import { Button, TextInput } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconFolderOpen, IconFolderShare } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { ExportView } from '../../../core/contract/workbench/views.ts'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { type Host, useHost } from '../../data/host.ts'
import { useAction } from '../../data/useAction.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { folderForRun } from './folderForRun.ts'

type ExportPanelProps = { readonly workspace: string; readonly runId: string }

/** Copies the whole bundle to a folder on the machine of the engine. */
export function ExportPanel({ workspace, runId }: ExportPanelProps) {
  const [folder, setFolder] = useLocalStorage({ key: 'export-folder', defaultValue: '' })
  const [done, setDone] = useState<ExportView | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const copy = useAction('runs.export', { quiet: true })
  const { pickFolder, showFolder } = useHost()
  const pick = async (ask: NonNullable<Host['pickFolder']>) => {
    const picked = await ask()
    if (!picked.ok) setTrouble(picked.trouble)
    else if (picked.value !== null) setFolder(folderForRun(picked.value, workspace, runId))
  }
  const show = async (ask: NonNullable<Host['showFolder']>, path: string) => {
    const shown = await ask(path)
    setTrouble(shown.ok ? null : shown.trouble)
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const outcome = await copy.run({ workspace, runId, folder: folder.trim() })
    setDone(outcome.ok ? outcome.value : null)
    setTrouble(outcome.ok ? null : outcome.trouble)
  }
  return (
    <Panel title="Export" description="Copies the bundle to a new or empty folder on the machine of the engine.">
      <form className="export-form" onSubmit={(event) => void submit(event)}>
        <TextInput
          className="export-folder"
          aria-label="Folder to export to"
          placeholder="/home/me/evidence/first-run"
          value={folder}
          onChange={(event) => setFolder(event.currentTarget.value)}
        />
        {pickFolder === null ? null : (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFolderOpen size={14} />}
            onClick={() => void pick(pickFolder)}
          >
            Choose a folder…
          </Button>
        )}
        <Button
          type="submit"
          size="xs"
          leftSection={<IconFolderShare size={14} />}
          disabled={folder.trim() === ''}
          loading={copy.running}
        >
          Export
        </Button>
      </form>
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {done === null ? null : (
        <output className="export-done">
          {done.files.length} files are in <code>{done.folder}</code> <CopyText text={done.folder} label="Copy path" />
          {showFolder === null ? null : (
            <Button variant="default" size="compact-xs" onClick={() => void show(showFolder, done.folder)}>
              Show in the file manager
            </Button>
          )}
        </output>
      )}
    </Panel>
  )
}
