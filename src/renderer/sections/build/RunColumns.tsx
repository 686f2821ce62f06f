import { useMemo, useRef, useState } from 'react'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { BuildFrame } from './BuildFrame.tsx'
import { type BuildAddress, buildAddress, readBuildAddress } from './buildAddress.ts'
import { ColumnInspector } from './ColumnInspector.tsx'
import { FeatureList } from './FeatureList.tsx'
import { MatricesTab } from './MatricesTab.tsx'
import { chosenMatrix, largestFirst, type MatrixChoice } from './matrixChoice.ts'

type RunColumnsProps = { readonly workspace: string; readonly runId: string | null }

/** What models of the pipeline may see: the definitions, and what a run kept of them. */
export function RunColumns({ workspace, runId }: RunColumnsProps) {
  const { at, go } = usePlace()
  const address = readBuildAddress(at)
  const steps = useRef<RowSteps>(null)
  const features = useCall('features.list', {})
  const kept = useCall('runs.matrices', { workspace, runId: runId ?? '' }, { enabled: runId !== null })
  const matrices = useMemo(() => largestFirst(kept.value?.matrices ?? []), [kept.value])
  const [picked, setPicked] = useState<string | null>(null)
  const isInFeatures = address.tab === 'features'
  const chosen = chosenMatrix(matrices, isInFeatures ? picked : address.matrix)
  const open = (patch: Partial<BuildAddress>, replace: boolean) =>
    go({ at: buildAddress({ ...address, ...patch }) }, { replace })
  const choice: MatrixChoice = {
    workspace,
    runId,
    matrices,
    chosen,
    otherEngine: otherEngine(features.value?.engineVersion, kept.value?.engineVersion),
    onChoose: (sha256) => (isInFeatures ? setPicked(sha256) : open({ matrix: sha256 }, true)),
  }
  const { column } = address
  const onColumn = (name: string) =>
    open({ column: name, matrix: isInFeatures ? null : (chosen?.sha256 ?? null) }, column !== null)
  const aside =
    column === null || features.value === null ? null : (
      <ColumnInspector
        name={column}
        feature={features.value.features.find(({ name }) => name === column) ?? null}
        choice={choice}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ column: null }, true)}
      />
    )
  return (
    <BuildFrame tab={address.tab} aside={aside} asideLabel="the column">
      {isInFeatures ? (
        <>
          {features.trouble === null ? null : <TroubleNote trouble={features.trouble} />}
          {features.value === null ? (
            features.trouble === null && <Loading label="Features" />
          ) : (
            <FeatureList view={features.value} selected={column} steps={steps} onFeature={onColumn} />
          )}
        </>
      ) : (
        <>
          {kept.trouble === null ? null : <TroubleNote trouble={kept.trouble} />}
          {runId !== null && kept.value === null ? (
            kept.trouble === null && <Loading label="Matrices" />
          ) : (
            <MatricesTab
              choice={choice}
              state={kept.value?.state ?? null}
              selected={column}
              steps={steps}
              onColumn={onColumn}
            />
          )}
        </>
      )}
    </BuildFrame>
  )
}

function otherEngine(own: string | undefined, ofRun: string | null | undefined): string | null {
  return own === undefined || ofRun === undefined || ofRun === null || ofRun === own ? null : ofRun
}
