import { Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import { decayOption } from '../../../core/charts/workbench/decayOption.ts'
import { slicesOption } from '../../../core/charts/workbench/slicesOption.ts'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type {
  CandidateRobustnessView,
  DiscoveryView,
  HypothesisRow,
} from '../../../core/contract/workbench/discoveryViews.ts'
import { countWords } from '../../../core/time/countWords.ts'
import { useCall } from '../../data/useCall.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { moneyText, PAGE_NUMBERS, percentText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat } from '../../ui/Stat.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'
import { NO_CAPACITY } from './candidateColumns.ts'
import { definitionText } from './hypothesisColumns.ts'
import { GROUP_WORDS, groupsOf } from './sliceGroups.ts'

type CandidateStudyProps = {
  readonly workspace: string
  readonly view: DiscoveryView
  readonly row: HypothesisRow
}

/** A close look: the same statement of parts, with one thing changed, over other horizons, and for other sizes. */
export function CandidateStudy({ workspace, view, row }: CandidateStudyProps) {
  const { hypothesis } = row
  const { value, trouble } = useCall('discoveries.robustness', {
    workspace,
    runId: view.manifest.runId,
    id: hypothesis.id,
  })
  if (trouble !== null) return <TroubleNote trouble={trouble} />
  if (value === null) return <Loading label="Reading the close look" />
  return (
    <>
      <SlicesPanel slices={value.slices} whole={row.meanReturn} />
      <DecayPanel decay={value.decay} horizonBars={hypothesis.horizonBars} />
      <CapacityPanel capacity={value.capacity} currency={view.manifest.quoteCurrency} />
    </>
  )
}

type SlicesPanelProps = { readonly slices: CandidateRobustnessView['slices']; readonly whole: number | null }

const ROW_PX = 24

function SlicesPanel({ slices, whole }: SlicesPanelProps) {
  const theme = useThemeName()
  const groups = groupsOf(slices)
  const [wanted, setWanted] = useState(groups[0] ?? null)
  const group = wanted !== null && groups.includes(wanted) ? wanted : (groups[0] ?? null)
  const drawn = useMemo(() => slices.filter((slice) => slice.group === group), [slices, group])
  const option = useMemo(() => slicesOption(drawn, whole, theme, PAGE_NUMBERS), [drawn, whole, theme])
  if (group === null) return null
  return (
    <Panel
      title="Does it hold up?"
      description={`${GROUP_WORDS[group].text} The dashed line is the mean of all events.${intervalWords(drawn)}`}
      actions={
        <Select
          aria-label="What is varied"
          size="xs"
          w={150}
          allowDeselect={false}
          data={groups.map((value) => ({ value, label: GROUP_WORDS[value].title }))}
          value={group}
          onChange={(next) => setWanted(groups.find((one) => one === next) ?? null)}
        />
      }
    >
      <Chart
        option={option}
        height={drawn.length * ROW_PX + 66}
        label={`${GROUP_WORDS[group].title}: ${drawn.map(({ name, value }) => `${name} ${percentText(value)}`).join(', ')}`}
      />
    </Panel>
  )
}

/** Only where a part could have one. */
function intervalWords(slices: CandidateRobustnessView['slices']): string {
  const parts = slices.filter(({ events, uplift }) => events !== null && uplift !== null)
  if (parts.length === 0) return ''
  const bare = parts.filter(({ upliftLow }) => upliftLow === null).length
  const lines = ' A line is the 95 % interval of an uplift (block bootstrap, each part taken alone)'
  return bare === 0 ? `${lines}.` : `${lines}; with fewer than ten events apart there is none.`
}

type DecayPanelProps = { readonly decay: CandidateRobustnessView['decay']; readonly horizonBars: number }

function DecayPanel({ decay, horizonBars }: DecayPanelProps) {
  const theme = useThemeName()
  const option = useMemo(() => decayOption(decay, horizonBars, theme, PAGE_NUMBERS), [decay, horizonBars, theme])
  if (decay.horizonBars.length === 0) return null
  return (
    <Panel
      title="Over other horizons"
      description={`Mean return of an event by how long it is held, before costs; the dashed line is its own horizon, ${countWords(horizonBars, 'bar')}`}
    >
      <Chart
        option={option}
        height={240}
        label={`Mean return by bars held: ${decay.horizonBars.map((bars, at) => `${countWords(bars, 'bar')} ${percentText(decay.mean[at])}`).join(', ')}`}
      />
    </Panel>
  )
}

type CapacityPanelProps = { readonly capacity: CandidateRobustnessView['capacity']; readonly currency: string }

function CapacityPanel({ capacity: { half, all, medianBarValue, barVolatility }, currency }: CapacityPanelProps) {
  return (
    <Panel
      title="Capacity"
      description="An estimate by square-root impact; what others do at the same time is not in it"
    >
      <div className="discovery-stats">
        <Stat
          label="Half is left"
          value={moneyText(half, { digits: 0 })}
          unit={currency}
          explanation={definitionText(DEFINITIONS.edgeCapacity)}
          why={NO_CAPACITY}
        />
        <Stat
          label="Nothing is left"
          value={moneyText(all, { digits: 0 })}
          unit={currency}
          explanation={definitionText(DEFINITIONS.edgeCapacity)}
          why={NO_CAPACITY}
        />
        <Stat
          label="Traded in a bar"
          value={moneyText(medianBarValue, { digits: 0 })}
          unit={currency}
          explanation="Median value that trades in one bar at its events."
          why="The volume is not known."
        />
        <Stat
          label="Moves in a bar"
          value={percentText(barVolatility)}
          explanation="Standard deviation of the return of a bar."
        />
      </div>
    </Panel>
  )
}
