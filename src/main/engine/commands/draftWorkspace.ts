import { SYMBOL_PATTERN, WORKSPACE_SCHEMA_VERSION, type Workspace } from '../../../core/contract/workspace.ts'
import {
  ASSET_CLASSES,
  type AssetClass,
  CALENDARS,
  type CalendarName,
  type Costs,
  DEFAULT_COSTS,
} from '../../../core/market/instrument.ts'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import { parseInterval } from '../../../core/time/interval.ts'

/** What a person says of a new workspace; what is left out takes the declared defaults below. */
export type WorkspaceRequest = {
  readonly name: string
  readonly primary?: string | undefined
  readonly secondary?: string | undefined
  readonly symbols?: readonly string[] | undefined
  readonly assetClass?: string | undefined
  readonly calendar?: string | undefined
  readonly profile?: string | undefined
  readonly interval?: string | undefined
  readonly quoteCurrency?: string | undefined
  readonly capital?: number | undefined
  readonly seed?: number | undefined
  readonly feeBps?: number | undefined
  readonly slippageBps?: number | undefined
  readonly borrowPerYear?: number | undefined
}

export const WORKSPACE_DEFAULTS = {
  assetClass: 'crypto',
  interval: '1h',
  quoteCurrency: 'USD',
  capital: 10_000,
  seed: 1,
} as const

/**
 * Errors: `no-instruments`, `bad-symbol`, `same-symbol`, `bad-asset-class`, `bad-calendar`, `calendar-needed`, `bad-profile`,
 * `profile-mismatch`, `bad-capital`, `bad-seed`, `bad-costs`, and those of `parseInterval`.
 */
export function draftWorkspace(request: WorkspaceRequest): Outcome<Workspace> {
  const symbols = symbolsOf(request)
  if (!symbols.ok) return symbols
  const assetClass = oneOf('asset-class', request.assetClass ?? WORKSPACE_DEFAULTS.assetClass, ASSET_CLASSES)
  if (!assetClass.ok) return assetClass
  const calendar = calendarOf(request.calendar, assetClass.value)
  if (!calendar.ok) return calendar
  const profile = profileOf(request.profile, calendar.value)
  if (!profile.ok) return profile
  const interval = parseInterval(request.interval ?? WORKSPACE_DEFAULTS.interval)
  if (!interval.ok) return interval
  const money = moneyFault(request)
  if (money !== null) return money
  const costs: Costs = {
    feeBps: request.feeBps ?? DEFAULT_COSTS.feeBps,
    slippageBps: request.slippageBps ?? DEFAULT_COSTS.slippageBps,
    borrowPerYear: request.borrowPerYear ?? DEFAULT_COSTS.borrowPerYear,
  }
  return success({
    schemaVersion: WORKSPACE_SCHEMA_VERSION,
    name: request.name,
    profile: profile.value,
    interval: interval.value.label,
    quoteCurrency: request.quoteCurrency ?? WORKSPACE_DEFAULTS.quoteCurrency,
    capital: request.capital ?? WORKSPACE_DEFAULTS.capital,
    seed: request.seed ?? WORKSPACE_DEFAULTS.seed,
    instruments: symbols.value.map((symbol) => ({
      symbol,
      assetClass: assetClass.value,
      calendar: calendar.value,
      source: 'import',
      costs: { ...costs },
    })),
    roles: {
      ...(request.primary === undefined ? {} : { primary: request.primary }),
      ...(request.secondary === undefined ? {} : { secondary: request.secondary }),
    },
  })
}

function symbolsOf({ primary, secondary, symbols = [] }: WorkspaceRequest): Outcome<readonly string[]> {
  const roles = [primary, secondary].filter((symbol) => symbol !== undefined)
  const all = [...roles, ...symbols.filter((symbol) => !roles.includes(symbol))]
  if (all.length === 0)
    return failure(
      'no-instruments',
      'A workspace needs at least one instrument.',
      'Say --primary BTC --secondary ETH, or --symbols A,B,...',
    )
  const odd = all.find((symbol) => !SYMBOL_PATTERN.test(symbol))
  if (odd !== undefined)
    return failure(
      'bad-symbol',
      `${JSON.stringify(odd)} can't be a symbol.`,
      'Use 1 to 32 letters, digits, ".", "_" and "-", beginning with a letter or digit.',
    )
  const lowered = all.map((symbol) => symbol.toLowerCase())
  const twice = all.find((_, index) => lowered.indexOf(lowered[index]!) !== index)
  if (twice !== undefined)
    return failure(
      'same-symbol',
      `The symbol ${twice} is named twice.`,
      'Name every instrument once; case does not count.',
    )
  return success(all)
}

/** Futures trade in hours of their own, so that no default would be honest. */
function calendarOf(wanted: string | undefined, assetClass: AssetClass): Outcome<CalendarName> {
  if (wanted !== undefined) return oneOf('calendar', wanted, CALENDARS)
  if (assetClass === 'crypto') return success('24x7')
  if (assetClass === 'future')
    return failure(
      'calendar-needed',
      'Futures have no default calendar.',
      `Say --calendar and one of: ${CALENDARS.join(', ')}.`,
    )
  return success('us-equity-rth')
}

function profileOf(wanted: string | undefined, calendar: CalendarName): Outcome<'crypto' | 'equity'> {
  const fitting = calendar === '24x7' ? 'crypto' : 'equity'
  const profile = oneOf('profile', wanted ?? fitting, ['crypto', 'equity'])
  if (!profile.ok || profile.value === fitting) return profile
  return failure(
    'profile-mismatch',
    `The profile ${profile.value} does not go with the calendar ${calendar}.`,
    'crypto is the 24/7 clock (24x7), equity the US sessions (us-equity-rth, us-equity-rth-clock, us-equity-extended).',
  )
}

function moneyFault(request: WorkspaceRequest): Outcome<never> | null {
  const { capital = 1, seed = 0, feeBps = 0, slippageBps = 0, borrowPerYear = 0 } = request
  if (!(capital > 0 && Number.isFinite(capital)))
    return failure(
      'bad-capital',
      `The capital ${capital} is not a positive amount.`,
      'Say for example --capital 10000.',
    )
  if (!Number.isSafeInteger(seed) || seed < 0)
    return failure('bad-seed', `The seed ${seed} is not a whole number from 0.`, 'Say for example --seed 1.')
  const within = (value: number, highest: number) => value >= 0 && value <= highest
  if (!within(feeBps, 1000) || !within(slippageBps, 1000) || !within(borrowPerYear, 10))
    return failure(
      'bad-costs',
      'A cost is negative or beyond reason.',
      '--fee-bps and --slippage-bps are basis points a side (0 to 1000), --borrow a fraction a year (0.1 is 10 %).',
    )
  return null
}

function oneOf<T extends string>(what: string, value: string, allowed: readonly T[]): Outcome<T> {
  const found = allowed.find((candidate) => candidate === value)
  if (found !== undefined) return success(found)
  return failure(`bad-${what}`, `${JSON.stringify(value)} is no ${what}.`, `It is one of: ${allowed.join(', ')}.`)
}
