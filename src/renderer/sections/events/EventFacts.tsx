import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import type { EventView } from '../../../core/contract/workbench/exploreViews.ts'
import { EXIT_WORDS, noTradeText } from '../../parts/eventWords.ts'
import { featureText } from '../../parts/featureText.ts'
import { durationText, percentText } from '../../ui/numberText.ts'
import { Stat, type Tone } from '../../ui/Stat.tsx'

/** What an event was and what came of it, in a few figures. */
export function EventFacts({ event }: { readonly event: EventView }) {
  const { outcome } = event
  const why = outcome === null ? noTradeText(event.noTrade) : undefined
  const { eventStrength, eventRegime, dayPart, netReturn } = DEFINITIONS
  return (
    <div className="fact-grid">
      <Stat
        label="Net"
        value={outcome === null ? null : percentText(outcome.netReturn, { digits: 3, signed: true })}
        tone={toneOf(outcome?.netReturn ?? null)}
        explanation={`${netReturn.text} Unit: percent of the notional.`}
        why={why}
      />
      <Stat
        label="Ended by"
        value={outcome === null ? null : EXIT_WORDS[outcome.exitReason]}
        explanation="Which barrier came first."
        why={why}
      />
      <Stat
        label="Held"
        value={outcome === null ? null : durationText(outcome.exitMs - event.timeMs)}
        explanation="By the clock, from the close of the event’s bar, where it is decided, to the end of the bar in which it ended."
        why={why}
      />
      <Stat
        label={eventStrength.name}
        value={event.strength === null ? null : featureText(event.strength)}
        explanation={`${eventStrength.text} Unit: ${eventStrength.unit}.`}
        why="It cannot be measured at this bar."
      />
      <Stat
        label={eventRegime.name}
        value={event.regime}
        explanation={eventRegime.text}
        why="There are not enough bars before it to rank its range."
      />
      <Stat label={dayPart.name} value={event.part} explanation={dayPart.text} />
    </div>
  )
}

function toneOf(value: number | null): Tone {
  if (value === null || value === 0) return 'plain'
  return value > 0 ? 'gain' : 'loss'
}
