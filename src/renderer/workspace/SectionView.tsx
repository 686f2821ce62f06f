import { Button } from '@mantine/core'
import { Suspense } from 'react'
import type { RunRecord } from '../../core/contract/runRecord.ts'
import type { Trouble } from '../../core/outcome/outcome.ts'
import { refetch } from '../data/refetch.ts'
import type { Called } from '../data/useCall.ts'
import { useLink } from '../data/useLink.ts'
import { HomeSection } from '../sections/home/HomeSection.tsx'
import { RepairManifest } from '../sections/home/RepairManifest.tsx'
import { SettingsSection } from '../sections/settings/SettingsSection.tsx'
import { usePlace } from '../state/place.ts'
import { isOfWorkspace } from '../state/placeHash.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Loading } from '../ui/Loading.tsx'
import { Panel } from '../ui/Panel.tsx'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import { SECTION_FACES } from './sectionFaces.ts'
import { forgetSection, sectionPart } from './sectionParts.ts'

type SectionViewProps = { readonly runs: Called<readonly RunRecord[]>; readonly runId: string | null }

export function SectionView({ runs, runId }: SectionViewProps) {
  const { workspace, section } = usePlace()
  const { epoch } = useLink()
  const { title } = SECTION_FACES[section]
  return (
    <main id="content" className="content" aria-label={title} tabIndex={-1}>
      <h1 className="visually-hidden">{workspace === null ? title : `${title} of ${workspace}`}</h1>
      <Boundary
        key={`${workspace} ${section}`}
        what={`The section ${title}`}
        again={epoch}
        onCaught={() => isOfWorkspace(section) && forgetSection(section)}
      >
        <Suspense fallback={<Loading />}>
          <Shown runs={runs} runId={runId} />
        </Suspense>
      </Boundary>
    </main>
  )
}

/** Its manifest cannot be used: it can be put right here. */
const UNUSABLE: readonly string[] = ['manifest-invalid', 'manifest-missing', 'workspace-too-new']

type GoneProps = { readonly trouble: Trouble; onAgain(): void }

function WorkspaceGone({ trouble, onAgain }: GoneProps) {
  const { go } = usePlace()
  const ways = (
    <>
      <Button variant="default" size="compact-xs" onClick={() => go({ workspace: null, section: 'home' })}>
        Go to Home
      </Button>
      <Button variant="default" size="compact-xs" onClick={onAgain}>
        Look again
      </Button>
    </>
  )
  return <TroubleNote trouble={trouble} action={ways} />
}

function Shown({ runs, runId }: SectionViewProps) {
  const { workspace, section } = usePlace()
  if (section === 'settings') return <SettingsSection />
  if (!isOfWorkspace(section) || (workspace === null && section !== 'ledger')) return <HomeSection />
  const Part = sectionPart(section)
  // The ledger is the home's: it reads no workspace.
  if (workspace === null) return <Part workspace="" runId={null} />
  if (runs.trouble?.code === 'workspace-missing') return <WorkspaceGone trouble={runs.trouble} onAgain={runs.reload} />
  if (runs.trouble !== null && UNUSABLE.includes(runs.trouble.code))
    return (
      <>
        <TroubleNote trouble={runs.trouble} action={null} />
        <Panel title={`Manifest of ${workspace}`}>
          <RepairManifest key={workspace} workspace={workspace} onDone={() => refetch(workspace)} />
        </Panel>
      </>
    )
  if (runs.value === null && runs.trouble === null) return <Loading label={`Opening ${workspace}`} />
  return (
    <>
      {runs.trouble === null ? null : <TroubleNote trouble={runs.trouble} />}
      <Part key={workspace} workspace={workspace} runId={runId} />
    </>
  )
}
