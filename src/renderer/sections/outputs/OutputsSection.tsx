import { Button, Tabs } from '@mantine/core'
import type { RunView } from '../../../core/contract/workbench/views.ts'
import { useCall } from '../../data/useCall.ts'
import { ReportPanel } from '../../parts/ReportPanel.tsx'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { artifactKind, fileName } from './artifactKind.ts'
import { ExportPanel } from './ExportPanel.tsx'
import { FileTable } from './FileTable.tsx'
import { NotebooksPanel } from './NotebooksPanel.tsx'
import { Picture } from './Picture.tsx'
import { TextArtifact } from './TextArtifact.tsx'
import { VerdictPanel } from './VerdictPanel.tsx'
import { VerifyPanel } from './VerifyPanel.tsx'
import './outputs.css'

type OutputsSectionProps = { readonly workspace: string; readonly runId: string | null }

export function OutputsSection({ workspace, runId }: OutputsSectionProps) {
  const { go } = usePlace()
  const run = useCall('runs.show', { workspace, runId: runId ?? '' }, { enabled: runId !== null })
  const toPipeline = (
    <Button variant="default" onClick={() => go({ section: 'pipeline' })}>
      Go to the pipeline
    </Button>
  )
  if (run.trouble) return <TroubleNote trouble={run.trouble} action={toPipeline} />
  if (runId === null)
    return (
      <>
        <EmptyState
          title="Nothing published yet"
          text="A run publishes its evidence when it is done."
          action={toPipeline}
        />
        <NotebooksPanel workspace={workspace} />
      </>
    )
  if (run.value === null) return <Loading />
  if (run.value.summary === null || run.value.artifacts.length === 0)
    return (
      <>
        <EmptyState
          title="This run has published nothing yet"
          text={`Run ${run.value.run.runId} is ${run.value.run.state}. Its files appear once its last stage is done.`}
          action={toPipeline}
        />
        <NotebooksPanel workspace={workspace} />
      </>
    )
  return <Bundle key={run.value.run.runId} workspace={workspace} view={run.value} />
}

function Bundle({ workspace, view }: { readonly workspace: string; readonly view: RunView }) {
  const { artifacts, summary } = view
  const { runId } = view.run
  const pictures = artifacts.filter((artifact) => artifactKind(artifact) === 'picture')
  const texts = artifacts.filter((artifact) => !['picture', 'other'].includes(artifactKind(artifact)))
  return (
    <div className="outputs-section">
      {summary === null ? null : <VerdictPanel summary={summary} />}
      <div className="outputs-actions">
        <ExportPanel workspace={workspace} runId={runId} />
        <VerifyPanel workspace={workspace} runId={runId} />
        <ReportPanel workspace={workspace} result={runId} />
        <NotebooksPanel workspace={workspace} />
      </div>
      <FileTable workspace={workspace} runId={runId} artifacts={artifacts} />
      <Tabs defaultValue="pictures">
        <Tabs.List mb={10}>
          <Tabs.Tab value="pictures">Pictures ({pictures.length})</Tabs.Tab>
          {texts.map(({ file }) => (
            <Tabs.Tab key={file} value={file}>
              {fileName(file)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="pictures">
          <div className="pictures">
            {pictures.map((artifact) => (
              <Picture key={artifact.file} workspace={workspace} runId={runId} artifact={artifact} />
            ))}
          </div>
        </Tabs.Panel>
        {texts.map(({ file }) => (
          <Tabs.Panel key={file} value={file}>
            <TextArtifact workspace={workspace} runId={runId} file={file} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  )
}
