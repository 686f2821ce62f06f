import type { Ref } from 'react'
import type { DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import { AssumptionsPanel } from '../../parts/AssumptionsPanel.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { CandidatesPanel } from './CandidatesPanel.tsx'
import { ControlPanel } from './ControlPanel.tsx'
import { FoundPanel } from './FoundPanel.tsx'
import { FunnelPanel } from './FunnelPanel.tsx'
import { HypothesesPanel } from './HypothesesPanel.tsx'
import { VolcanoPanel } from './VolcanoPanel.tsx'

type DiscoveryReportProps = {
  readonly workspace: string
  readonly view: DiscoveryView
  readonly selected: string | null
  readonly steps: Ref<RowSteps>
  onHypothesis(id: string): void
}

/** A finished discovery: what is left of what was asked, how it was controlled, and every hypothesis. */
export function DiscoveryReport({ workspace, view, selected, steps, onHypothesis }: DiscoveryReportProps) {
  const isOpen = selected !== null
  const isTested = view.counts !== null
  return (
    <>
      <div className="discovery-stack" hidden={isOpen}>
        <FoundPanel view={view} />
        {view.counts === null ? (
          <EmptyState
            title="Nothing was tested"
            text="Only the hypotheses were made. Start the same discovery with its stage phase2 switched on to have them tested."
          />
        ) : (
          <div className="discovery-pair">
            <FunnelPanel counts={view.counts} />
            {view.control === null ? null : (
              <ControlPanel view={view} control={view.control} onHypothesis={onHypothesis} />
            )}
          </div>
        )}
      </div>
      {isTested ? (
        <VolcanoPanel workspace={workspace} view={view} selected={selected} onHypothesis={onHypothesis} />
      ) : null}
      {view.candidates === null ? null : (
        <div hidden={isOpen}>
          <CandidatesPanel view={view} candidates={view.candidates} onHypothesis={onHypothesis} />
        </div>
      )}
      {isTested ? (
        <HypothesesPanel
          workspace={workspace}
          view={view}
          selected={selected}
          steps={steps}
          onHypothesis={onHypothesis}
        />
      ) : null}
      <div hidden={isOpen}>
        <AssumptionsPanel assumptions={view.manifest.assumptions} />
      </div>
    </>
  )
}
