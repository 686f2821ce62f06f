import { Button, Table } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { Artifact } from '../../../core/contract/workbench/views.ts'
import { useAction } from '../../data/useAction.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { sizeText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { artifactTitle, fileName, mediaType } from './artifactKind.ts'
import { bytesOf } from './bytesOf.ts'

type FileTableProps = { readonly workspace: string; readonly runId: string; readonly artifacts: readonly Artifact[] }

/** Every published file with its size and fingerprint. */
export function FileTable({ workspace, runId, artifacts }: FileTableProps) {
  const total = artifacts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  return (
    <Panel title="Published files" description={`${artifacts.length} files, ${sizeText(total)}`} flush>
      <Table.ScrollContainer minWidth={700} type="native">
        <Table verticalSpacing={3} fz="sm" className="outputs-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>File</Table.Th>
              <Table.Th>What it is</Table.Th>
              <Table.Th ta="right">Size</Table.Th>
              <Table.Th>SHA-256</Table.Th>
              <Table.Th>
                <span className="visually-hidden">Save</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {artifacts.map((artifact) => (
              <Table.Tr key={artifact.file}>
                <Table.Td className="file-name">{artifact.file}</Table.Td>
                <Table.Td>{artifactTitle(artifact)}</Table.Td>
                <Table.Td ta="right">{sizeText(artifact.sizeBytes)}</Table.Td>
                <Table.Td className="file-hash">
                  <code title={artifact.sha256}>{artifact.sha256.slice(0, 12)}…</code>{' '}
                  <CopyText text={artifact.sha256} />
                </Table.Td>
                <Table.Td>
                  <SaveButton workspace={workspace} runId={runId} artifact={artifact} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Panel>
  )
}

type SaveButtonProps = { readonly workspace: string; readonly runId: string; readonly artifact: Artifact }

function SaveButton({ workspace, runId, artifact }: SaveButtonProps) {
  const fetch = useAction('runs.artifact')
  const save = async () => {
    const outcome = await fetch.run({ workspace, runId, file: artifact.file })
    if (outcome.ok) saveFile(fileName(artifact.file), new Blob([bytesOf(outcome.value)], { type: mediaType(artifact) }))
  }
  return (
    <Button
      size="compact-xs"
      variant="default"
      leftSection={<IconDownload size={14} />}
      loading={fetch.running}
      onClick={() => void save()}
      aria-label={`Save ${artifact.file}`}
    >
      Save
    </Button>
  )
}

function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
