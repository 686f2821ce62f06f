export const ASSET_CLASSES = ['crypto', 'equity', 'etf', 'future', 'option', 'index'] as const
export type AssetClass = (typeof ASSET_CLASSES)[number]

export const CALENDARS = ['24x7', 'us-equity-rth', 'us-equity-rth-clock', 'us-equity-extended'] as const
export type CalendarName = (typeof CALENDARS)[number]

/** Costs of one side of a trade, and of holding a short. Basis points of traded notional; borrow is a fraction a year. */
export type Costs = { readonly feeBps: number; readonly slippageBps: number; readonly borrowPerYear: number }

export const DEFAULT_COSTS: Costs = { feeBps: 10, slippageBps: 5, borrowPerYear: 0.1 }

export type Instrument = {
  readonly symbol: string
  readonly assetClass: AssetClass
  readonly calendar: CalendarName
  readonly source: string
  readonly costs: Costs
}
