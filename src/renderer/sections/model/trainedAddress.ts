/**
 * What is open of the trained models. `model`: `ID@1f0a93bc`; null: the list chooses. `beside`: a row whose prediction is explained, or a model to compare with.
 * `form`: the form for a new one, on a matrix (`latest`, or the first letters of its hash).
 */
export type TrainedAddress = {
  readonly model: string | null
  readonly beside: Beside | null
  readonly form: string | null
}
/** `latest`: the last row decided at or before that instant; else the row of that very bar. */
export type Why = { readonly kind: 'why'; readonly symbol: string; readonly timeMs: number; readonly latest: boolean }
export type Beside = Why | { readonly kind: 'versus'; readonly model: string }

export const TRAINED: TrainedAddress = { model: null, beside: null, form: null }

/** `trained`, `train.1f0a93bc`, `trained~ID@1f0a93bc`, `trained~ID@1f0a93bc~why~BTC~1546300800000`, `..~entered~BTC~..`, `..~versus~OTHER@0abc1234`. */
export function trainedAddress({ model, beside, form }: TrainedAddress): string {
  if (form !== null) return `train.${form}`
  const words = ['trained', ...(model === null ? [] : [model])]
  if (model === null || beside === null) return words.join('~')
  const rest =
    beside.kind === 'versus'
      ? ['versus', beside.model]
      : [beside.latest ? 'entered' : 'why', beside.symbol, String(beside.timeMs)]
  return [...words, ...rest].join('~')
}

/** Null: the models of a run. Where nothing is said, those of the run if there is one. */
export function readTrainedAddress(at: string | null, hasRun: boolean): TrainedAddress | null {
  if (at === 'run') return null
  const form = /^train\.([A-Za-z0-9._-]{1,200})$/.exec(at ?? '')
  if (form !== null) return { ...TRAINED, form: form[1]! }
  const [head, model, kind, first, second] = (at ?? '').split('~')
  if (head !== 'trained') return hasRun ? null : TRAINED
  return { model: model || null, beside: besideOf(kind, first, second), form: null }
}

function besideOf(kind: string | undefined, first: string | undefined, second: string | undefined): Beside | null {
  if (first === undefined || first === '') return null
  if (kind === 'versus') return { kind, model: first }
  const timeMs = Number(second)
  if ((kind !== 'why' && kind !== 'entered') || second === undefined || !Number.isFinite(timeMs)) return null
  return { kind: 'why', symbol: first, timeMs, latest: kind === 'entered' }
}
