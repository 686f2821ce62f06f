import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useRef } from 'react'
import type { SweepListItem } from '../../../core/contract/workbench/sweepViews.ts'
import { useCall } from '../../data/useCall.ts'
import { NewSpec } from '../../parts/NewSpec.tsx'
import { PowerPanel } from '../../parts/PowerPanel.tsx'
import { usePlace } from '../../state/place.ts'
import { Beside } from '../../ui/Beside.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import type { RowSteps } from '../../ui/useTakenRow.ts'
import { SweepReport } from './SweepReport.tsx'
import { readSweepAddress, type SweepAddress, sweepAddress } from './sweepAddress.ts'
import { SWEEP_COLUMNS } from './sweepListColumns.tsx'
import './sweeps.css'
import { TrialInspector } from './TrialInspector.tsx'

/** Many configurations of one strategy on the same bars: what was found, and what luck alone would have found. */
export function SweepsSection({ workspace }: { readonly workspace: string }) {
  const { at, go } = usePlace()
  const list = useCall('sweeps.list', { workspace })
  const [asksPower, power] = useDisclosure(false)
  const steps = useRef<RowSteps>(null)
  const address = readSweepAddress(at)
  const sweeps = list.value ?? []
  const chosen = chosenSweep(sweeps, address.sweepId)
  const shown = useCall(
    'sweeps.show',
    { workspace, sweepId: chosen?.sweepId ?? '' },
    { enabled: chosen?.state === 'done' },
  )
  const open = (next: SweepAddress, replace: boolean) => go({ at: sweepAddress(next) }, { replace })
  if (list.trouble !== null) return <TroubleNote trouble={list.trouble} />
  if (list.value === null) return <Loading label="Sweeps" />
  if (chosen === null) return <NoSweeps workspace={workspace} />
  const { sweepId } = chosen
  const { row } = address
  const aside =
    row === null || shown.value === null ? null : (
      <TrialInspector
        workspace={workspace}
        view={shown.value}
        row={row}
        onStep={(rows) => steps.current?.step(rows)}
        onClose={() => open({ sweepId, row: null }, true)}
      />
    )
  return (
    <Beside id="assay-sweeps" aside={aside} asideLabel="the trial">
      <div className="sweeps-stack">
        <div hidden={aside !== null}>
          <Panel
            title="Sweeps"
            description="Every configuration that was evaluated counts as a trial, and each trial raises what luck alone would show."
            actions={
              <>
                <Button
                  size="compact-xs"
                  variant="default"
                  aria-expanded={asksPower}
                  title="What so much data and so many trials can tell at all, before a sweep is begun"
                  onClick={power.toggle}
                >
                  What could be found
                </Button>
                <NewSpec workspace={workspace} kind="sweep" />
              </>
            }
            flush
          >
            <DataTable
              columns={SWEEP_COLUMNS}
              rows={sweeps}
              rowKey={(sweep) => sweep.sweepId}
              onRowClick={(sweep) => open({ sweepId: sweep.sweepId, row: null }, false)}
              selectedKey={sweepId}
              height={190}
              label="Sweeps of the workspace; Enter shows one"
            />
          </Panel>
        </div>
        {asksPower && aside === null ? <PowerPanel workspace={workspace} /> : null}
        <ChosenState sweep={chosen} />
        {shown.trouble === null ? null : <TroubleNote trouble={shown.trouble} />}
        {chosen.state === 'done' && shown.value === null && shown.trouble === null ? (
          <Loading label="Reading the trials" />
        ) : null}
        {shown.value === null || shown.value.manifest.sweepId !== sweepId ? null : (
          <SweepReport
            key={sweepId}
            workspace={workspace}
            view={shown.value}
            selected={row}
            steps={steps}
            onTrial={(next) => open({ sweepId, row: next }, row !== null)}
          />
        )}
      </div>
    </Beside>
  )
}

/** By the first letters of its id; where none is named so, the finished one with the most trials. */
function chosenSweep(sweeps: readonly SweepListItem[], idStart: string | null): SweepListItem | null {
  const named = idStart === null ? undefined : sweeps.find(({ sweepId }) => sweepId.startsWith(idStart))
  const trials = ({ summary }: SweepListItem) => summary?.evaluated ?? -1
  return named ?? [...sweeps].sort((left, right) => trials(right) - trials(left))[0] ?? null
}

function ChosenState({ sweep: { state, sweepId } }: { readonly sweep: SweepListItem }) {
  if (state === 'done') return null
  return (
    <EmptyState
      title={state === 'unfinished' ? 'Not finished yet' : 'Its files were changed'}
      text={
        state === 'unfinished'
          ? 'Start the same sweep again: the blocks that are done are kept, and it goes on with the rest.'
          : `The folder sweeps/${sweepId} is not what was written. Remove it and run the sweep again: it makes the same bytes.`
      }
    />
  )
}

function NoSweeps({ workspace }: { readonly workspace: string }) {
  return (
    <div className="sweeps-stack">
      <EmptyState
        title="No sweeps yet"
        action={<NewSpec workspace={workspace} kind="sweep" />}
        text="A sweep evaluates many configurations of a strategy and says what luck alone would have found among as many."
      />
      <PowerPanel workspace={workspace} />
    </div>
  )
}
