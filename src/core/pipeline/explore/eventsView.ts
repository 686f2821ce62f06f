import type { EventsView } from '../../contract/workbench/exploreViews.ts'
import { type Outcome, success } from '../../outcome/outcome.ts'
import { dayPart, dayPartNames, VOLATILITY_REGIMES, volatilityRegime } from '../regimes.ts'
import type { Choice, Workbench } from '../workbench.ts'
import { type EventOutcome, eventOutcome } from './eventOutcome.ts'
import { finiteOrNull } from './finiteOrNull.ts'
import { pathsAround } from './pathsAround.ts'
import { settingView } from './settingView.ts'
import { standardChoice } from './standardChoice.ts'
import { rolesOf, signOf } from './tradedRoles.ts'

/** All events of a detector under its standard setting, and what came of each under the standard exit. Error: `unknown-detector`. */
export function eventsView(bench: Workbench, detectorId: string): Outcome<EventsView> {
  const choice = standardChoice(bench, detectorId)
  return choice.ok ? success(viewOf(bench, choice.value)) : choice
}

function viewOf(bench: Workbench, choice: Choice): EventsView {
  const { timeMs } = bench.columns
  const events = bench.eventsOf(choice.setting)
  const bars = Array.from(events.bar)
  const outcomes = bars.map((bar, row) =>
    eventOutcome(bench, choice.exit, bar, events.role[row]!, signOf(events.direction[row]!)),
  )
  const ofTrade = <T>(read: (outcome: EventOutcome) => T) =>
    outcomes.map((outcome) => (typeof outcome === 'string' ? null : read(outcome)))
  return {
    setting: settingView(choice),
    regimeNames: VOLATILITY_REGIMES,
    partNames: dayPartNames(bench.config.profile),
    timeMs: bars.map((bar) => timeMs[bar]!),
    role: [...events.role],
    direction: [...events.direction],
    strength: Array.from(events.strength, finiteOrNull),
    regime: bars.map((bar, row) => {
      const regime = volatilityRegime(bench, events.role[row]!, bar)
      return regime < 0 ? null : regime
    }),
    part: bars.map((bar) => dayPart(bench, bar)),
    exitMs: ofTrade(({ exitBar }) => timeMs[exitBar]!),
    exitReason: ofTrade(({ exitReason }) => exitReason),
    grossReturn: ofTrade(({ grossReturn }) => grossReturn),
    netReturn: ofTrade(({ netReturn }) => netReturn),
    paths: pathsAround(bench, events, rolesOf(choice.setting)),
  }
}
