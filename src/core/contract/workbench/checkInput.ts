import type { Outcome } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import type { Contract } from './rpc.ts'

export type Checked = { readonly kind: 'call' | 'stream'; readonly input: unknown }

/** Both ends judge by the same schema. Errors: `unknown-call`, `bad-input` (names the field). */
export function checkInput(api: Contract, name: string, input: unknown): Outcome<Checked> {
  const entry = Object.hasOwn(api, name) ? api[name] : undefined
  if (entry === undefined)
    return failure(
      'unknown-call',
      `The engine knows no question called ${JSON.stringify(name.slice(0, 64))}.`,
      'Page and engine may be of different versions: load the page again.',
    )
  const parsed = entry.input.safeParse(input)
  if (parsed.success) return success({ kind: entry.kind, input: parsed.data })
  const issue = parsed.error.issues[0]
  const field = issue === undefined || issue.path.length === 0 ? 'the input' : issue.path.map(String).join('.')
  return failure('bad-input', `${name}: ${field}: ${issue?.message ?? 'not valid'}.`, 'Change it and try again.')
}
