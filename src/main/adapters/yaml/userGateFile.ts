import { readFileSync } from 'node:fs'
import { parseDocument } from 'yaml'
import type { GateSet } from '../../../core/contract/gates.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure } from '../../../core/outcome/outcome.ts'
import { userGates } from '../../../core/robustness/userGates.ts'

/** The gates of a user's own file on top of a profile; see `userGates`. Errors: those, and `gates-file-invalid` where the text is not YAML. */
export function parseUserGates(text: string, profile: GateSet, floor: GateSet): Outcome<GateSet> {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error !== undefined)
    return failure(
      'gates-file-invalid',
      `The gates file is not valid YAML: ${error.message.split('\n')[0]}`,
      'Write one rule a line, such as sharpe_ratio: "> 1.0".',
    )
  return userGates(document.toJS(), profile, floor, 'own-gates')
}

/** As `parseUserGates`, of a file. Error besides: `gates-file-missing`. */
export function readUserGates(path: string, profile: GateSet, floor: GateSet): Outcome<GateSet> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return failure('gates-file-missing', `The gates file cannot be read: ${why}.`, `Check the path: ${path}`)
  }
  return parseUserGates(text, profile, floor)
}
