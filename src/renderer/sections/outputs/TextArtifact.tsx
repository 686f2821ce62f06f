import { SegmentedControl } from '@mantine/core'
import { type ReactNode, useMemo, useState } from 'react'
import { useCall } from '../../data/useCall.ts'
import { CopyText } from '../../ui/CopyText.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { artifactKind, fileName } from './artifactKind.ts'
import { JsonTree } from './JsonTree.tsx'
import { previewHtml } from './previewHtml.ts'

type TextArtifactProps = { readonly workspace: string; readonly runId: string; readonly file: string }

/** A published file of text: the report in a frame of its own, JSON as a tree or as text, everything else as it is. */
export function TextArtifact({ workspace, runId, file }: TextArtifactProps) {
  const { value, trouble } = useCall('runs.artifact', { workspace, runId, file })
  if (trouble) return <TroubleNote trouble={trouble} />
  if (value === null) return <Loading label={fileName(file)} />
  switch (artifactKind({ file })) {
    case 'html':
      return <ReportFrame content={value.content} />
    case 'json':
      return <JsonArtifact file={file} content={value.content} />
    default:
      return (
        <Panel title={fileName(file)} actions={<CopyText text={value.content} />} flush>
          <PlainText label={file}>{value.content}</PlainText>
        </Panel>
      )
  }
}

function PlainText({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="artifact-text" aria-label={`Content of ${label}`} tabIndex={0}>
      {children}
    </section>
  )
}

/** No scripts, no forms, no way out of the frame, and no origin. */
function ReportFrame({ content }: { readonly content: string }) {
  const document = useMemo(() => previewHtml(content), [content])
  return <iframe className="report-frame" title="Preview of report.html" sandbox="" srcDoc={document} />
}

type View = 'tree' | 'text'

function JsonArtifact({ file, content }: { readonly file: string; readonly content: string }) {
  const [view, setView] = useState<View>('tree')
  const parsed = useMemo(() => parsedJson(content), [content])
  return (
    <Panel
      title={fileName(file)}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label="How the document is shown"
            value={view}
            onChange={(chosen) => setView(chosen === 'tree' ? 'tree' : 'text')}
            data={[
              { value: 'tree', label: 'Tree' },
              { value: 'text', label: 'Text' },
            ]}
          />
          <CopyText text={content} />
        </>
      }
      flush
    >
      <PlainText label={file}>
        {view === 'tree' && parsed !== null ? <JsonTree name={fileName(file)} value={parsed} /> : content}
      </PlainText>
    </Panel>
  )
}

function parsedJson(content: string): unknown {
  try {
    return JSON.parse(content)
  } catch {
    return null
  }
}
