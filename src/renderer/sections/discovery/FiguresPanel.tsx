import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { HypothesisRow } from '../../../core/contract/workbench/discoveryViews.ts'
import { Explained } from '../../ui/Explained.tsx'
import { countText, percentText, ratioText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { DETECTED, type Definition, definitionText, HIT_RATE, NET_MEAN } from './hypothesisColumns.ts'
import { bpsText, probabilityText } from './hypothesisWords.ts'

type Fact = { readonly name: string; readonly definition: Definition; readonly text: string }

/** All numbers of a hypothesis, each with what it is. */
export function FiguresPanel({ row }: { readonly row: HypothesisRow }) {
  return (
    <div className="discovery-pair">
      <Panel title="What it earned" description="In the direction of the trade, on the bars that were looked at">
        <Facts facts={returnFacts(row)} />
      </Panel>
      <Panel title="How unlikely by luck" description="q and family p count every declared hypothesis; p does not">
        <Facts facts={luckFacts(row)} />
      </Panel>
    </div>
  )
}

function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className="discovery-facts">
      {facts.map(({ name, definition, text }) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>
            <Explained definition={definitionText(definition)}>{name}</Explained>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}

const bps = (fraction: number | null) => (fraction === null ? bpsText(null) : `${bpsText(fraction)} bps`)

function returnFacts(row: HypothesisRow): readonly Fact[] {
  const { counts, events, effectiveEvents, controls } = row
  return [
    {
      name: 'Events',
      definition: {
        ...DETECTED,
        text: `${DETECTED.text} ${countText(counts.detected)} were detected, ${countText(counts.inCondition)} of them in the condition.`,
      },
      text: `${countText(events)} of ${countText(counts.detected)}`,
    },
    { name: 'Effective events', definition: DEFINITIONS.effectiveEvents, text: countText(effectiveEvents) },
    { name: 'Controls', definition: DEFINITIONS.controlMean, text: countText(controls) },
    { name: 'Mean return', definition: DEFINITIONS.conditionalMean, text: bps(row.meanReturn) },
    { name: 'Mean of controls', definition: DEFINITIONS.controlMean, text: bps(row.controlMean) },
    { name: 'Uplift', definition: DEFINITIONS.uplift, text: bps(row.uplift) },
    {
      name: '95 % interval',
      definition: DEFINITIONS.uplift,
      text: row.upliftLow === null ? bpsText(null) : `${bpsText(row.upliftLow)} to ${bpsText(row.upliftHigh)} bps`,
    },
    { name: 'Effect size', definition: DEFINITIONS.effectSize, text: ratioText(row.effectSize) },
    { name: 'Hit rate', definition: HIT_RATE, text: percentText(row.hitRate, { digits: 1 }) },
    {
      name: 'Break-even costs',
      definition: DEFINITIONS.breakEvenRoundTrip,
      text: row.breakEvenBps === null ? bpsText(null) : `${ratioText(row.breakEvenBps, { digits: 1 })} bps`,
    },
    { name: 'Net mean', definition: NET_MEAN, text: bps(row.netMeanReturn) },
  ]
}

const HAC_P: Definition = {
  name: 'p of the regression',
  unit: 'probability',
  text: 'One-sided, of the t of the regression on an event dummy.',
}

function luckFacts(row: HypothesisRow): readonly Fact[] {
  return [
    { name: 't of the regression', definition: DEFINITIONS.expectancyT, text: ratioText(row.tHac) },
    { name: 'p of the regression', definition: HAC_P, text: probabilityText(row.pHac) },
    { name: 'p of the placebo', definition: DEFINITIONS.expectancyPlacebo, text: probabilityText(row.pPlacebo) },
    { name: 'p, taken alone', definition: DEFINITIONS.expectancyP, text: probabilityText(row.pValue) },
    { name: 'q, which decides', definition: DEFINITIONS.qBenjaminiYekutieli, text: probabilityText(row.qBy) },
    { name: 'q (Benj.–Hochberg)', definition: DEFINITIONS.qBenjaminiHochberg, text: probabilityText(row.qBh) },
    { name: 'Family-wise p', definition: DEFINITIONS.familyWiseP, text: probabilityText(row.pFamilyWise) },
  ]
}
