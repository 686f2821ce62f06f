import { useRef } from 'react'
import type { DiscoveryListItem } from '../../../core/contract/workbench/discoveryViews.ts'
import { useCall } from '../../data/useCall.ts'
import { useJobsOf } from '../../data/useJobs.ts'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { DiscoveryReport } from './DiscoveryReport.tsx'
import './discovery.css'
import { type DiscoveryAddress, discoveryAddress, readDiscoveryAddress } from './discoveryAddress.ts'
import { chosenDiscovery, newestMade } from './discoveryChoice.ts'
import { DISCOVERY_COLUMNS } from './discoveryListColumns.tsx'
import { HypothesisInspector } from './HypothesisInspector.tsx'
import { NewDiscovery } from './NewDiscovery.tsx'

/** Many hypotheses asked of the same bars at once, and what is left when all of them have been paid for. */
export function DiscoverySection({ workspace }: { readonly workspace: string }) {
  const { at, go } = usePlace()
  const list = useCall('discoveries.list', { workspace })
  const steps = useRef<RowSteps>(null)
  const address = readDiscoveryAddress(at)
  const discoveries = list.value ?? []
  const made = newestMade(useJobsOf(workspace))
  const chosen = chosenDiscovery(discoveries, [address.runId, made])
  const isDone = chosen?.state === 'done'
  const shown = useCall('discoveries.get', { workspace, runId: chosen?.runId ?? '' }, { enabled: isDone })
  const open = (next: DiscoveryAddress, replace: boolean) => go({ at: discoveryAddress(next) }, { replace })
  if (list.trouble !== null) return <TroubleNote trouble={list.trouble} />
  if (list.value === null) return <Loading label="Discoveries" />
  if (chosen === null) return <NoDiscoveries workspace={workspace} />
  const { runId } = chosen
  const view = isDone && shown.value?.manifest.runId === runId ? shown.value : null
  const { hypothesis } = address
  const aside =
    hypothesis === null || view === null ? null : (
      <HypothesisInspector
        key={`${runId} ${hypothesis}`}
        workspace={workspace}
        view={view}
        id={hypothesis}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ runId, hypothesis: null }, true)}
      />
    )
  return (
    <Beside id="assay-discovery" aside={aside} asideLabel="the hypothesis">
      <div className="discovery-stack">
        <div hidden={aside !== null}>
          <Panel
            title="Discoveries"
            description="Every hypothesis that is declared counts as a trial, and each raises the bar for all the others."
            actions={<NewDiscovery workspace={workspace} />}
            flush
          >
            <DataTable
              columns={DISCOVERY_COLUMNS}
              rows={discoveries}
              rowKey={(discovery) => discovery.runId}
              onRowClick={(discovery) => open({ runId: discovery.runId, hypothesis: null }, false)}
              selectedKey={runId}
              height={190}
              label="Discoveries of the workspace; Enter shows one"
            />
          </Panel>
        </div>
        <ChosenState discovery={chosen} />
        {!isDone || shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
        {isDone && view === null && shown.trouble === null ? <Loading label="Reading what was found" /> : null}
        {view === null ? null : (
          <DiscoveryReport
            key={runId}
            workspace={workspace}
            view={view}
            selected={aside === null ? null : hypothesis}
            steps={steps}
            onHypothesis={(next) => open({ runId, hypothesis: next }, hypothesis !== null)}
          />
        )}
      </div>
    </Beside>
  )
}

function ChosenState({ discovery: { state, runId } }: { readonly discovery: DiscoveryListItem }) {
  if (state === 'done') return null
  return (
    <EmptyState
      title={state === 'unfinished' ? 'Not finished yet' : 'Its files are damaged'}
      text={
        state === 'unfinished'
          ? 'Continue it in the job rail, or start the same discovery again: what is kept of it is not done again.'
          : `A file of runs/${runId} is not what was written. Start the same discovery again with the same choices: all of it is made anew, with the same bytes.`
      }
    />
  )
}

function NoDiscoveries({ workspace }: { readonly workspace: string }) {
  return (
    <EmptyState
      title="No discoveries yet"
      action={<NewDiscovery workspace={workspace} />}
      text="A discovery declares many hypotheses (an event, a condition, a side, a time held), tests all of them on the stored bars, and says what is left when every one has been paid for. It needs bars: import them in the section Data; tables of funding, open interest, liquidations or order flow add kinds of events."
    />
  )
}
