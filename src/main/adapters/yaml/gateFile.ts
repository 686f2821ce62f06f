import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { GateSet } from '../../../core/contract/gates.ts'
import { gateSetSchema } from '../../../core/contract/gates.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/** The gates that ship with the program. Error: `gates-invalid`, naming the field. */
export function readGateFile(url: URL): Outcome<GateSet> {
  const parsed = gateSetSchema.safeParse(parse(readFileSync(url, 'utf8')))
  if (parsed.success) return success(parsed.data)
  const issue = parsed.error.issues[0]
  return failure(
    'gates-invalid',
    `The gate file is not valid at ${issue?.path.join('.') ?? 'its top'}: ${issue?.message ?? ''}.`,
    'Restore the file that came with the program.',
  )
}
