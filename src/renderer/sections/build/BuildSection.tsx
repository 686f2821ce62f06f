import { usePlace } from '../../state/place.ts'
import { readBuiltAddress } from './builtAddress.ts'
import './build.css'
import { BuiltMatrices } from './BuiltMatrices.tsx'
import { FamilyLibrary } from './FamilyLibrary.tsx'
import { OwnFeatures } from './OwnFeatures.tsx'
import { RunColumns } from './RunColumns.tsx'

type BuildSectionProps = { readonly workspace: string; readonly runId: string | null }

/** What models may learn from: matrices that were built, what they can be built of, and what a run of the pipeline kept. */
export function BuildSection({ workspace, runId }: BuildSectionProps) {
  const { at } = usePlace()
  const address = readBuiltAddress(at)
  switch (address.tab) {
    case 'built':
      return <BuiltMatrices workspace={workspace} address={address} />
    case 'library':
      return <FamilyLibrary address={address} />
    case 'own':
      return <OwnFeatures workspace={workspace} address={address} />
    case 'run':
      return <RunColumns workspace={workspace} runId={runId} />
  }
}
