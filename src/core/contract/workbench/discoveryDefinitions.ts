/** What a tooltip says of what a discovery found; part of `DEFINITIONS`. Formulas stand in docs/methods/discovery.md. */
export const DISCOVERY_DEFINITIONS = {
  declaredHypotheses: {
    name: 'Declared hypotheses',
    unit: 'hypotheses',
    text: 'All that the grammar makes, counted before the first was tested. Those with too little to be tested with count too.',
  },
  effectiveEvents: {
    name: 'Effective events',
    unit: 'events',
    text: 'Sum of average uniqueness: events whose windows overlap count as less than one each.',
  },
  conditionalMean: {
    name: 'Mean return',
    unit: 'fraction of value a trade',
    text: 'Mean from the next open to the close of the horizon, in the direction of the trade, before costs.',
  },
  controlMean: {
    name: 'Controls',
    unit: 'fraction of value a trade',
    text: 'The same mean at comparable times: same volatility, session and condition, later than their event and outside of every event known by then.',
  },
  uplift: {
    name: 'Uplift',
    unit: 'fraction of value a trade',
    text: 'Mean return after the event less that of its controls: what the event adds. Interval: 95 %, block bootstrap-t.',
  },
  effectSize: {
    name: 'Effect size',
    unit: "standard deviations of one trade's return",
    text: 'Uplift over the standard deviation of the returns after events.',
  },
  expectancyT: {
    name: 't of the regression',
    unit: 'standard errors',
    text: 'Returns on an event dummy, events beside their controls; Newey-West error in calendar time, lag of four horizons.',
  },
  expectancyPlacebo: {
    name: 'Placebo p',
    unit: 'probability',
    text: 'How often the same pattern of events, shifted round the data, does as well; studentised, clusters kept.',
  },
  expectancyP: {
    name: 'p-value',
    unit: 'probability',
    text: 'One-sided, in the direction of the trade: the larger of the p-values of regression and placebo.',
  },
  qBenjaminiYekutieli: {
    name: 'q-value',
    unit: 'false discovery rate',
    text: 'Benjamini and Yekutieli 2001 over all declared hypotheses, valid under any dependence. A discovery has at most the rate that was asked for.',
  },
  qBenjaminiHochberg: {
    name: 'q (Benjamini-Hochberg)',
    unit: 'false discovery rate',
    text: 'Benjamini and Hochberg 1995, shown beside: it is not valid where long and short variants are mixed, and decides nothing.',
  },
  familyWiseP: {
    name: 'Family-wise p',
    unit: 'probability',
    text: 'Chance of one false claim or more at this t (Romano and Wolf 2005, step-down; the same resampled blocks for all hypotheses).',
  },
  bestOfAllP: {
    name: 'Best of all',
    unit: 'probability',
    text: 'Is the best more than the luckiest of so many? Reality check (White 2000); SPA (Hansen 2005), each resample over its own error, which keeps its level.',
  },
  breakEvenRoundTrip: {
    name: 'Break-even costs',
    unit: 'basis points a round trip',
    text: 'Costs of entry and exit together at which the mean return is zero.',
  },
  edgeCapacity: {
    name: 'Capacity',
    unit: 'quote currency a trade',
    text: 'Size at which square-root impact has eaten the net mean return; at most a tenth of what trades in a bar. An estimate.',
  },
} as const
