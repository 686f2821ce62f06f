import { Tabs } from '@mantine/core'
import { useMemo, useRef, useState } from 'react'
import { useCall } from '../../data/useCall.ts'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { countText } from '../../ui/numberText.ts'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import './build.css'
import { type BuildAddress, buildAddress, readBuildAddress } from './buildAddress.ts'
import { ColumnInspector } from './ColumnInspector.tsx'
import { FeatureList } from './FeatureList.tsx'
import { MatricesTab } from './MatricesTab.tsx'
import { chosenMatrix, largestFirst, type MatrixChoice } from './matrixChoice.ts'

type BuildSectionProps = { readonly workspace: string; readonly runId: string | null }

/** What models may see: the definitions, and what a run kept of them. */
export function BuildSection({ workspace, runId }: BuildSectionProps) {
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
    <Beside id="assay-build" aside={aside} asideLabel="the column">
      <Tabs
        value={address.tab}
        onChange={(tab) =>
          open({ tab: tab === 'matrices' ? 'matrices' : 'features', column: null, matrix: null }, false)
        }
        keepMounted={false}
      >
        <Tabs.List mb={10}>
          <Tabs.Tab value="features">Features{counted(features.value?.features.length)}</Tabs.Tab>
          <Tabs.Tab value="matrices">Matrices{counted(kept.value?.matrices.length)}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="features" className="build-stack">
          {features.trouble === null ? null : <TroubleNote trouble={features.trouble} />}
          {features.value === null ? (
            features.trouble === null && <Loading label="Features" />
          ) : (
            <FeatureList view={features.value} selected={column} steps={steps} onFeature={onColumn} />
          )}
        </Tabs.Panel>
        <Tabs.Panel value="matrices" className="build-stack">
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
        </Tabs.Panel>
      </Tabs>
    </Beside>
  )
}

function counted(count: number | undefined): string {
  return count === undefined ? '' : ` (${countText(count)})`
}

function otherEngine(own: string | undefined, ofRun: string | null | undefined): string | null {
  return own === undefined || ofRun === undefined || ofRun === null || ofRun === own ? null : ofRun
}
