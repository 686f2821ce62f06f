import type { LedgerView } from '../../../core/contract/workbench/ledgerViews.ts'
import { useCall } from '../../data/useCall.ts'
import { PowerPanel } from '../../parts/PowerPanel.tsx'
import { usePlace } from '../../state/place.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { BooksPanel } from './BooksPanel.tsx'
import { ChainPanel } from './ChainPanel.tsx'
import { GrowthPanel } from './GrowthPanel.tsx'
import './ledger.css'
import { LedgerRunsPanel } from './LedgerRunsPanel.tsx'
import { OpeningsPanel } from './OpeningsPanel.tsx'
import { StagesPanel } from './StagesPanel.tsx'

/** Everything that was ever tried in this home, and what luck alone would show by now. What is chosen (in the address) is one set of instruments: what counts for it. */
export function LedgerSection({ workspace }: { readonly workspace: string }) {
  const { at: symbols, go } = usePlace()
  const home = useCall('ledger.view', { symbols: null, verify: false })
  const isOne = symbols !== null && (home.value?.books.some((book) => book.symbols === symbols) ?? false)
  const one = useCall('ledger.view', { symbols, verify: false }, { enabled: isOne })
  if (home.trouble !== null) return <TroubleNote trouble={home.trouble} />
  if (home.value === null) return <Loading label="Reading the ledger" />
  const power = workspace === '' ? null : <PowerPanel workspace={workspace} />
  if (home.value.books.length === 0)
    return (
      <div className="ledger-stack">
        <NothingTried />
        {power}
      </div>
    )
  const view = isOne ? one.value : home.value
  return (
    <div className="ledger-stack">
      <ChainPanel chain={home.value.chain} books={home.value.books} />
      <BooksPanel
        books={home.value.books}
        selected={isOne ? symbols : null}
        onBook={(next) => go({ at: next }, { replace: false })}
      />
      {!isOne || one.trouble === null ? null : <TroubleNote trouble={one.trouble} />}
      {view === null ? one.trouble === null && <Loading /> : <Book key={symbols} view={view} />}
      {power}
    </div>
  )
}

function Book({ view }: { readonly view: LedgerView }) {
  const of = view.symbols === null ? 'the whole home' : `what counts for ${view.symbols}`
  return (
    <>
      <GrowthPanel view={view} of={of} />
      <div className="ledger-pair">
        <StagesPanel stages={view.stages} of={of} />
        <OpeningsPanel openings={view.openings} of={of} />
      </div>
      <LedgerRunsPanel view={view} of={of} />
    </>
  )
}

function NothingTried() {
  return (
    <EmptyState
      title="Nothing was tried yet"
      text="Every configuration that is evaluated in this home is written here before its result is known: runs of the pipeline, backtests, sweeps, trainings, discoveries. Nothing can be taken out again. Start one, and come back."
    />
  )
}
