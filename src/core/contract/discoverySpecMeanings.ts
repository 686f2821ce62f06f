/** What each field of a discovery means, for schemas and for the list of what nobody wrote. */
export const DISCOVERY_MEANINGS: Readonly<Record<string, string>> = {
  symbols: 'Instruments that are looked at; without it all of the workspace.',
  start_date: 'First day that is looked at; without it the first stored bar. Indicators warm up within the range.',
  end_date: 'Last day that is looked at, whole; without it the last bar, or the last one before a sealed hold-out.',
  interval: 'Length of a bar; made of finer stored bars where there are none of it.',
  families: 'Kinds of events that are looked for; all stands for those that these bars and sensors allow.',
  conditions: 'States in which an event counts, as volatility:high; any is none; standard is a small fixed choice.',
  directions: 'Sides of the trade after an event; each is a hypothesis of its own.',
  horizons: 'How long a trade is held after the next open, as 4h; each is a hypothesis of its own.',
  sensors: 'Tables that are looked at beside the bars; without it all that there are by these names.',
  q: 'Share of false ones among the discoveries that is put up with.',
  min_events: 'Events whose windows do not overlap; with fewer a hypothesis is not tested, and counts all the same.',
  max_hypotheses: 'More are refused before anything is tested.',
  resamples: 'Draws of the block bootstrap.',
  costs_bps:
    'Costs of a round trip in basis points, one for all symbols or by symbol; without it twice the fee and the slippage of each instrument.',
  seed: 'Seed of all draws; without it that of the workspace.',
  stages: 'What is done; what needs a stage that is switched off is not done either.',
  'stages.hypothesis': 'Whether hypotheses are made and their events counted.',
  'stages.phase2': 'Whether hypotheses are tested, and all of them controlled together.',
  'stages.candidates': 'Whether a list of edge candidates is written.',
  'stages.expectancy': 'Whether the conditional expectancies are written.',
  'stages.robustness': 'Whether what came out best is looked at closely.',
}

export function discoveryMeaning(field: string): string {
  return DISCOVERY_MEANINGS[field] ?? ''
}
