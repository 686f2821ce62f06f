import type { SpecField, SpecNode } from '../../../core/contract/workbench/specForm.ts'

/** What a place of a specification begins with where a person chooses it; each is within its bounds and meant to be changed. */
const STARTS: Readonly<Record<string, number | string>> = {
  fraction: 0.1,
  units: 1,
  value: 10_000,
  target: 0.2,
  risk: 0.01,
  stop_loss: 0.05,
  take_profit: 0.1,
  trailing_stop: 0.05,
  atr: 2,
  model: 'square_root',
  coefficient: 0.1,
  from_value: 100_000,
  rate: 0.0005,
  folds: 4,
}

/** For the values of a term that a sweep varies. Parameters of sizing fit each other, so that any of them runs as it begins. */
export const TERM_STARTS: Readonly<Record<string, readonly (number | readonly number[])[]>> = {
  stop_loss: [0.03, 0.05],
  take_profit: [0.05, 0.1],
  trailing_stop: [0.03, 0.05],
  max_bars: [24, 48],
  position_size: [0.1, 0.2],
  'position_sizing.fraction': [0.1, 0.2],
  'position_sizing.units': [1, 2],
  'position_sizing.value': [5_000, 10_000],
  'position_sizing.target': [0.1, 0.2],
  'position_sizing.cap': [0.5, 1],
  'position_sizing.lookback': [50, 100],
  'position_sizing.risk': [0.005, 0.01],
  'position_sizing.multiple': [0.25, 0.5],
  'position_sizing.minimum_trades': [20, 30],
  allowed_hours: [
    [9, 10, 11],
    [13, 14, 15],
  ],
}

export function startOf(node: SpecNode, key: string, before: unknown): unknown {
  switch (node.kind) {
    case 'number':
    case 'whole-number':
      return STARTS[key] ?? node.minimum ?? 1
    case 'choice':
      return node.choices.find((choice) => choice === STARTS[key]) ?? node.choices[0]
    case 'yes-no':
      return true
    case 'list':
      return isRange(before) ? [before.from, before.to] : []
    case 'group':
      return groupStart(node, before)
    case 'one-of':
      return node.choices[0] === undefined ? null : startOf(node.choices[0], key, before)
    case 'record':
      return {}
    case 'nothing':
      return null
    case 'text':
    case 'any':
      return ''
  }
}

function groupStart({ fields, sort }: Extract<SpecNode, { kind: 'group' }>, before: unknown): unknown {
  const needed = fields.filter(({ required }) => required)
  const ends = fields.some(({ key }) => key === 'from') ? endsOf(before) : {}
  const starts = needed.map((field) => [field.key, requiredStart(field)])
  return { ...(sort === null ? {} : { [sort.key]: sort.value }), ...Object.fromEntries(starts), ...ends }
}

function requiredStart({ node, key }: SpecField): unknown {
  return startOf(node, key, undefined)
}

/** A list of values becomes the range from its least to its greatest. */
function endsOf(before: unknown): { readonly from: number; readonly to: number } {
  const numbers = Array.isArray(before) ? before.filter((value) => typeof value === 'number') : []
  if (numbers.length === 0) return { from: 0, to: 1 }
  return { from: Math.min(...numbers), to: Math.max(...numbers) }
}

function isRange(value: unknown): value is { readonly from: number; readonly to: number } {
  return typeof value === 'object' && value !== null && 'from' in value && 'to' in value
}
