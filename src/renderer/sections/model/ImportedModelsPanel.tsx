import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChartLine } from '@tabler/icons-react'
import { useState } from 'react'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { SpecDialog } from '../../parts/SpecDialog.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import type { DataColumn } from '../../ui/dataColumn.ts'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { FORMAT_WORDS } from './formatWords.ts'
import { type ImportedModel, importedModels } from './importedModels.ts'
import { newestJob } from './modelJobs.ts'

/** Models of other programs that were brought in; nothing where there are none. */
export function ImportedModelsPanel({ workspace }: { readonly workspace: string }) {
  const kept = useCall('predictions.list', { workspace })
  const [chosen, setChosen] = useState<string | null>(null)
  const [opened, dialog] = useDisclosure(false)
  const failed = newestJob(useJobsOf(workspace), 'import-model', null)?.trouble ?? null
  const models = importedModels(kept.value ?? [])
  const one = models.find(({ model }) => model === chosen) ?? models[0]
  if (one === undefined && failed === null && kept.trouble === null) return null
  return (
    <Panel
      title="Models of other programs"
      description="What they said of the rows of a matrix. Nobody here knows which rows they learned from, so that a good result may be one of rows that they had seen."
      actions={
        one === undefined ? undefined : (
          <Button size="compact-xs" leftSection={<IconChartLine size={14} />} onClick={dialog.open}>
            Backtest {one.model}
          </Button>
        )
      }
      flush
    >
      {kept.trouble === null ? null : <TroubleNote trouble={kept.trouble} />}
      {failed === null ? null : <TroubleNote trouble={failed} />}
      {one === undefined ? null : (
        <>
          <DataTable
            columns={COLUMNS}
            rows={models}
            rowKey={({ model }) => model}
            onRowClick={({ model }) => setChosen(model)}
            selectedKey={one.model}
            height={150}
            label="Models of other programs; Enter chooses one"
          />
          {(one.notes ?? []).map((note) => (
            <div key={note} className="panel-description model-inset">
              {note}
            </div>
          ))}
          <SpecDialog
            key={one.model}
            workspace={workspace}
            kind="backtest"
            model={one.model}
            opened={opened}
            onClose={dialog.close}
          />
        </>
      )}
    </Panel>
  )
}

const COLUMNS: readonly DataColumn<ImportedModel>[] = [
  { key: 'model', title: 'Model', width: 200, value: ({ model }) => model },
  { key: 'format', title: 'Format', width: 90, value: ({ imported }) => FORMAT_WORDS[imported.format].title },
  {
    key: 'file',
    title: 'File',
    width: 100,
    value: ({ imported }) => imported.fileSha256,
    text: ({ imported, source }) => (
      <code className="code" title={source}>
        {imported.fileSha256.slice(0, 8)}
      </code>
    ),
    explanation: 'First digits of its SHA-256.',
  },
  {
    key: 'matrix',
    title: 'Matrix',
    width: 100,
    value: ({ imported }) => imported.matrixSha256,
    text: ({ imported }) => <code className="code">{imported.matrixSha256.slice(0, 8)}</code>,
    explanation: 'Whose rows it foretold.',
  },
  {
    key: 'symbols',
    title: 'Instruments',
    width: 170,
    value: ({ symbols }) => symbols.map(({ symbol }) => symbol).join(', '),
  },
  { key: 'interval', title: 'Bars', width: 70, value: ({ interval }) => interval },
  {
    key: 'rows',
    title: 'Rows',
    width: 90,
    align: 'right',
    value: ({ rows }) => rows,
    text: ({ rows }) => countText(rows),
  },
  { key: 'seen', title: 'In sample', width: 100, value: () => 'not known' },
]
