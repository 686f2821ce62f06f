import { Alert, Button, Group, Modal, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { EXCHANGE_FORMATS, type ExchangeFormat } from '../../../core/contract/exchangeFormats.ts'
import { MODEL_ID_PATTERN } from '../../../core/contract/predictionsPassport.ts'
import type { MatrixListItem } from '../../../core/contract/workbench/matrixViews.ts'
import { useAction } from '../../data/useAction.ts'
import { useCall } from '../../data/useCall.ts'
import { FileField } from '../../parts/FileField.tsx'
import { isAbsolutePath } from '../../parts/isAbsolutePath.ts'
import { useFileChoice } from '../../parts/useFileChoice.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { FORMAT_WORDS } from './formatWords.ts'
import { idOfFile, importFault } from './importedModels.ts'

type ImportModelDialogProps = {
  readonly workspace: string
  /** Names of models that were trained here. */
  readonly trained: readonly string[]
  readonly opened: boolean
  onClose(): void
}

/** A model of another program foretells the rows of a matrix, and is traded by its name. */
export function ImportModelDialog({ workspace, trained, opened, onClose }: ImportModelDialogProps) {
  const [format, setFormat] = useState<ExchangeFormat>('onnx')
  const [file, setFile] = useState('')
  const [written, setWritten] = useState<string | null>(null)
  const [matrix, setMatrix] = useState<string | null>(null)
  const [ends, setEnds] = useState({ input: '', output: '' })
  const matrices = useCall('matrices.list', { workspace }, { enabled: opened })
  const choice = useFileChoice(FORMAT_WORDS[format].endings, ({ path }) => setFile(path))
  const { stop } = choice
  useEffect(() => {
    if (!opened) stop()
  }, [opened, stop])
  const start = useAction('jobs.start')
  const id = (written ?? idOfFile(file)).trim()
  const newestFirst = [...(matrices.value ?? [])].reverse()
  const which = newestFirst.find(({ sha256 }) => sha256 === matrix) ?? newestFirst[0] ?? null
  const fault = importFault(id, trained)
  const isReady = isAbsolutePath(file) && fault === null && MODEL_ID_PATTERN.test(id) && which !== null
  const begin = async () => {
    if (which === null) return
    const asked = Object.entries(ends).filter(([, name]) => format === 'onnx' && name.trim() !== '')
    const named = Object.fromEntries(asked.map(([end, name]) => [end, name.trim()]))
    const what = { kind: 'import-model' as const, format, file: file.trim(), matrix: which.sha256, id }
    const started = await start.run({ workspace, request: { ...what, ...named } })
    if (started.ok) onClose()
  }
  return (
    <Modal opened={opened} onClose={onClose} title="Bring in a model of another program" size="lg">
      <Stack gap="sm">
        <NativeSelect
          label="Format"
          data={EXCHANGE_FORMATS.map((one) => ({ value: one, label: FORMAT_WORDS[one].title }))}
          value={format}
          onChange={(event) => setFormat(EXCHANGE_FORMATS.find((one) => one === event.currentTarget.value) ?? format)}
        />
        <FileField
          what={FORMAT_WORDS[format].takes}
          placeholder={`/home/me/models/net.${FORMAT_WORDS[format].endings[0]}`}
          file={file}
          choice={choice}
          onChange={setFile}
        />
        {matrices.trouble === null ? null : <TroubleNote trouble={matrices.trouble} />}
        <SimpleGrid cols={2} spacing="sm">
          <NativeSelect
            label="Matrix whose rows it foretells"
            description={matrixText(which)}
            data={newestFirst.map(({ name, sha256 }) => ({ value: sha256, label: `${name} ${sha256.slice(0, 8)}` }))}
            value={which?.sha256 ?? ''}
            onChange={(event) => setMatrix(event.currentTarget.value)}
          />
          <TextInput
            label="Name of the model"
            description="Backtests trade it by this name."
            error={fault}
            value={written ?? idOfFile(file)}
            onChange={(event) => setWritten(event.currentTarget.value)}
            spellCheck={false}
          />
        </SimpleGrid>
        {format === 'onnx' ? (
          <SimpleGrid cols={2} spacing="sm">
            {(['input', 'output'] as const).map((end) => (
              <TextInput
                key={end}
                label={end === 'input' ? 'Input' : 'Output'}
                placeholder="only where the file has several"
                value={ends[end]}
                onChange={(event) => {
                  const { value } = event.currentTarget
                  setEnds((before) => ({ ...before, [end]: value }))
                }}
                spellCheck={false}
              />
            ))}
          </SimpleGrid>
        ) : null}
        <Alert color="orange" variant="light">
          Nobody here knows which rows it learned from: it may have seen every row that it foretells. Only bars that are
          newer than the file test it.
        </Alert>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={() => void begin()} disabled={!isReady} loading={start.running}>
            Bring it in as {id || '…'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function matrixText(which: MatrixListItem | null): string {
  if (which === null) return 'There is none yet: build one in the section Build first.'
  if (which.passport === null) return 'It is gone or damaged.'
  const { instruments, interval, target } = which.passport
  return `${instruments.join(', ')}, ${interval} bars, foretells ${target.name}`
}
