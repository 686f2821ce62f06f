import type { WorkspaceDraft } from '../../../core/contract/workbench/api.ts'
import { DEFAULT_COSTS } from '../../../core/market/instrument.ts'

/** What stands in the form; a number that is being typed may be a text. */
export type DraftForm = {
  readonly name: string
  readonly primary: string
  readonly secondary: string
  readonly assetClass: string
  readonly calendar: string
  readonly interval: string
  readonly quoteCurrency: string
  readonly capital: number | string
  readonly feeBps: number | string
  readonly slippageBps: number | string
}

export const EMPTY_FORM: DraftForm = {
  name: '',
  primary: '',
  secondary: '',
  assetClass: 'crypto',
  calendar: '',
  interval: '1h',
  quoteCurrency: 'USD',
  capital: 10_000,
  feeBps: DEFAULT_COSTS.feeBps,
  slippageBps: DEFAULT_COSTS.slippageBps,
}

/** What is left empty is left out, so that the engine's declared default holds. */
export function draftOf(form: DraftForm): WorkspaceDraft {
  const { primary, secondary, assetClass, calendar, interval, quoteCurrency } = form
  const texts = { primary, secondary, assetClass, calendar, interval, quoteCurrency }
  const numbers = { capital: form.capital, feeBps: form.feeBps, slippageBps: form.slippageBps }
  const said = Object.entries(texts).map(([key, text]) => [key, text.trim()] as const)
  return {
    name: form.name.trim(),
    ...Object.fromEntries(said.filter(([, text]) => text !== '')),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => typeof value === 'number')),
  }
}

const FIELD_OF_CODE: Readonly<Record<string, keyof DraftForm>> = {
  'bad-name': 'name',
  'workspace-exists': 'name',
  'no-instruments': 'primary',
  'bad-symbol': 'primary',
  'same-symbol': 'secondary',
  'bad-asset-class': 'assetClass',
  'bad-calendar': 'calendar',
  'calendar-needed': 'calendar',
  'bad-interval': 'interval',
  'bad-capital': 'capital',
  'bad-costs': 'feeBps',
}

/** Where in the form a trouble belongs; null: to the whole of it. */
export function fieldOf(code: string): keyof DraftForm | null {
  return FIELD_OF_CODE[code] ?? null
}
