import { useMemo } from 'react'
import type { CandidateView, DiscoveryView } from '../../../core/contract/workbench/discoveryViews.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { countText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { candidateColumns } from './candidateColumns.ts'

type CandidatesPanelProps = {
  readonly view: DiscoveryView
  readonly candidates: readonly CandidateView[]
  onHypothesis(id: string): void
}

/** What was looked at closely: candidates, what failed a rule, and what came near. */
export function CandidatesPanel({ view, candidates, onHypothesis }: CandidatesPanelProps) {
  const columns = useMemo(() => candidateColumns(view.manifest.quoteCurrency), [view])
  const edges = candidates.filter(({ standing }) => standing === 'candidate').length
  const near = candidates.filter(({ standing }) => standing === 'near').length
  return (
    <Panel title="Looked at closely" description={standingWords(edges, candidates.length - edges - near, near)} flush>
      {candidates.length === 0 ? (
        <EmptyState
          title="No close look"
          text="No hypothesis was tested, or none came near. A longer history or more kinds of events give it more to look at."
        />
      ) : (
        <DataTable
          columns={columns}
          rows={candidates}
          rowKey={({ result }) => result.hypothesis.id}
          onRowClick={({ result }) => onHypothesis(result.hypothesis.id)}
          height={330}
          label="Candidates and what came near; Enter opens one"
        />
      )}
    </Panel>
  )
}

function standingWords(candidates: number, others: number, near: number): string {
  const parts = [
    candidates === 0 ? 'No candidate' : `${countText(candidates)} ${candidates === 1 ? 'candidate' : 'candidates'}`,
    ...(others === 0 ? [] : [`${countText(others)} let through that fail a rule`]),
    ...(near === 0 ? [] : [`${countText(near)} that only came near, and are no findings`]),
  ]
  return `${parts.join('; ')}. The bars that chose them prove nothing: only bars nobody has looked at do.`
}
