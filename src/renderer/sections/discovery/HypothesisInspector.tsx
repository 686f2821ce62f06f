import type { DiscoveryView, HypothesisFilter, HypothesisRow } from '../../../core/contract/workbench/discoveryViews.ts'
import { useCall } from '../../data/useCall.ts'
import { AsideHead } from '../../ui/AsideHead.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { CandidateStudy } from './CandidateStudy.tsx'
import { EventStudyPanel } from './EventStudyPanel.tsx'
import { FiguresPanel } from './FiguresPanel.tsx'
import { EVERY_HYPOTHESIS } from './hypothesisFilters.ts'
import { barsText, refusalWords, STANDING_WORDS } from './hypothesisWords.ts'
import { PromotePanel } from './PromotePanel.tsx'
import { RulesPanel } from './RulesPanel.tsx'

type HypothesisInspectorProps = {
  readonly workspace: string
  readonly view: DiscoveryView
  readonly id: string
  onStep(rows: number): void
  onClose(): void
}

/** Others may hold the whole id as the beginning of theirs, such as a horizon of 24 beside one of 2. */
const MOST_OF_ONE_NAME = 200

/** One hypothesis: all its numbers, what prices did around its events, and, where it was looked at closely, what holds it up. */
export function HypothesisInspector({ workspace, view, id, onStep, onClose }: HypothesisInspectorProps) {
  const { runId } = view.manifest
  const filter: HypothesisFilter = { ...EVERY_HYPOTHESIS, text: id.slice(0, 200) }
  const named = useCall('discoveries.hypotheses', {
    workspace,
    runId,
    filter,
    sort: null,
    descending: false,
    offset: 0,
    limit: MOST_OF_ONE_NAME,
  })
  const row = named.value?.rows.find(({ hypothesis }) => hypothesis.id === id) ?? null
  const candidate = view.candidates?.find(({ result }) => result.hypothesis.id === id) ?? null
  return (
    <div className="aside-stack">
      <AsideHead
        title={row === null ? id.replaceAll('|', ' · ') : titleOf(row)}
        text={row === null ? undefined : textOf(row)}
        what="hypothesis"
        onStep={onStep}
        onClose={onClose}
      />
      {named.trouble === null ? null : <TroubleNote trouble={named.trouble} />}
      {row === null ? (
        named.trouble === null && <NotYet isLoading={named.value === null} />
      ) : (
        <>
          {candidate === null ? null : <RulesPanel candidate={candidate} />}
          <FiguresPanel row={row} />
          {row.events > 0 ? <EventStudyPanel workspace={workspace} runId={runId} id={id} /> : null}
          {candidate?.isStudied === true ? (
            <CandidateStudy workspace={workspace} view={view} row={row} key={id} />
          ) : null}
          {candidate === null ? null : (
            <PromotePanel workspace={workspace} runId={runId} id={id} standing={candidate.standing} />
          )}
        </>
      )}
    </div>
  )
}

function NotYet({ isLoading }: { readonly isLoading: boolean }) {
  if (isLoading) return <Loading />
  return (
    <EmptyState
      title="No such hypothesis"
      text="This discovery declared none of that name. Choose one in the table of hypotheses."
    />
  )
}

function titleOf({ hypothesis: { symbol, family } }: HypothesisRow): string {
  return `${symbol}: ${family}`
}

function textOf({ hypothesis, isCandidate, isDiscovery, refusal }: HypothesisRow): string {
  const { condition, direction, horizonBars } = hypothesis
  const standing = isCandidate
    ? STANDING_WORDS.candidate
    : isDiscovery
      ? STANDING_WORDS.discovery
      : refusal === null
        ? 'not let through'
        : `not tested: ${refusalWords(refusal)}`
  const where = condition === 'any' ? 'in any state' : `in ${condition}`
  return `${where}, ${direction}, held ${barsText(horizonBars)}; ${standing}`
}
