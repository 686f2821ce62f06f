import { usePlace } from '../../state/place.ts'
import './model.css'
import { RunModels } from './RunModels.tsx'
import { TrainedModels } from './TrainedModels.tsx'
import { readTrainedAddress } from './trainedAddress.ts'

type ModelSectionProps = { readonly workspace: string; readonly runId: string | null }

/** Models: those that were trained on built matrices, and those that a run of the pipeline filters events with. */
export function ModelSection({ workspace, runId }: ModelSectionProps) {
  const { at } = usePlace()
  const address = readTrainedAddress(at, runId !== null)
  if (address === null) return <RunModels workspace={workspace} runId={runId} />
  return <TrainedModels workspace={workspace} address={address} />
}
