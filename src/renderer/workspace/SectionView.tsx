import { Button } from '@mantine/core'
import { Suspense } from 'react'
import type { RunRecord } from '../../core/contract/runRecord.ts'
import type { Called } from '../data/useCall.ts'
import { HomeSection } from '../sections/home/HomeSection.tsx'
import { SettingsSection } from '../sections/settings/SettingsSection.tsx'
import { usePlace } from '../state/place.ts'
import { isOfWorkspace } from '../state/placeHash.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Loading } from '../ui/Loading.tsx'
import { TroubleNote } from '../ui/TroubleNote.tsx'
import { SECTION_FACES } from './sectionFaces.ts'
import { SECTION_PARTS } from './sectionParts.ts'

type SectionViewProps = { readonly runs: Called<readonly RunRecord[]>; readonly runId: string | null }

export function SectionView({ runs, runId }: SectionViewProps) {
  const { workspace, section } = usePlace()
  const { title } = SECTION_FACES[section]
  return (
    <main id="content" className="content" aria-label={title} tabIndex={-1}>
      <h1 className="visually-hidden">{workspace === null ? title : `${title} of ${workspace}`}</h1>
      <Boundary key={`${workspace} ${section}`} what={`The section ${title}`}>
        <Suspense fallback={<Loading />}>
          <Shown runs={runs} runId={runId} />
        </Suspense>
      </Boundary>
    </main>
  )
}

function Shown({ runs, runId }: SectionViewProps) {
  const { workspace, section, go } = usePlace()
  if (section === 'settings') return <SettingsSection />
  if (workspace === null || !isOfWorkspace(section)) return <HomeSection />
  const Part = SECTION_PARTS[section]
  if (runs.trouble?.code === 'workspace-missing') {
    const home = (
      <Button variant="default" size="compact-xs" onClick={() => go({ workspace: null, section: 'home' })}>
        Go to home
      </Button>
    )
    return <TroubleNote trouble={runs.trouble} action={home} />
  }
  if (runs.value === null && runs.trouble === null) return <Loading label={`Opening ${workspace}`} />
  return (
    <>
      {runs.trouble === null ? null : <TroubleNote trouble={runs.trouble} />}
      <Part key={workspace} workspace={workspace} runId={runId} />
    </>
  )
}
