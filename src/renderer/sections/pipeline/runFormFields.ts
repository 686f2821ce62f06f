import { pipelineJobSchema } from '../../../core/contract/workbench/api.ts'
import { type FormField, formFields } from '../../../core/contract/workbench/formFields.ts'

export const RUN_FIELDS: readonly FormField[] = formFields(pipelineJobSchema)

export type FieldValue = string | number | boolean
export type FieldValues = Readonly<Record<string, FieldValue>>

type FieldWords = { readonly label: string; readonly unit: string; readonly explanation: string }

const WORDS: Readonly<Record<string, FieldWords>> = {
  startCapital: {
    label: 'Start capital',
    unit: 'quote currency',
    explanation: 'What the account begins with. Another capital is another run.',
  },
  seed: {
    label: 'Seed',
    unit: '',
    explanation: 'Same data, same configuration, same seed: same bytes. Another seed is another run.',
  },
  iterate: {
    label: 'Iterate',
    unit: 'failed tries in a row',
    explanation:
      'Ends the search for improvement on validation data after so many failed tries in a row; 0 turns it off. Every try is a trial and counts against the result.',
  },
  patternAid: {
    label: 'Pattern aid',
    unit: '',
    explanation: 'Also tries pattern features in training, where the guards allow it.',
  },
  workers: {
    label: 'Workers',
    unit: 'threads',
    explanation: 'How many threads compute. The result is the same for any number of them.',
  },
}

/** The words of a field; one that was added to the schema since shows its own key. */
export function wordsOf({ key }: Pick<FormField, 'key'>): FieldWords {
  return WORDS[key] ?? { label: key, unit: '', explanation: '' }
}

/** `a whole number from 1 to 256`, `a number above 0`. */
export function boundsText({ kind, minimum, minimumIsOpen, maximum, choices }: FormField): string {
  if (kind === 'yes-no') return 'yes or no'
  if (kind === 'choice') return `one of ${choices.join(', ')}`
  if (kind === 'text') return 'text'
  const noun = kind === 'whole-number' ? 'a whole number' : 'a number'
  if (minimum !== null && maximum !== null)
    return `${noun} ${minimumIsOpen ? 'above' : 'from'} ${minimum} to ${maximum}`
  if (minimum !== null) return minimumIsOpen ? `${noun} above ${minimum}` : `${noun}, ${minimum} or more`
  return maximum === null ? noun : `${noun} up to ${maximum}`
}

export type RunRequest = ReturnType<typeof pipelineJobSchema.parse>
export type ReadForm =
  | { readonly ok: true; readonly request: RunRequest }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> }

/** What was typed as a request: a field left empty is not sent, so that the default stays the engine's. Errors by field. */
export function readRunForm(values: FieldValues): ReadForm {
  const filled = Object.entries(values).filter(([, value]) => value !== '')
  const parsed = pipelineJobSchema.safeParse({ kind: 'pipeline', ...Object.fromEntries(filled) })
  if (parsed.success) return { ok: true, request: parsed.data }
  const wrong = new Set(parsed.error.issues.map(({ path }) => String(path[0])))
  const fields = RUN_FIELDS.filter(({ key }) => wrong.has(key))
  return { ok: false, errors: Object.fromEntries(fields.map((field) => [field.key, `Needs ${boundsText(field)}.`])) }
}
