import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseDocument } from 'yaml'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { SpecFiles } from '../../engine/ports/specFiles.ts'

const MOST_BYTES = 4_000_000

export const yamlSpecFiles: SpecFiles = {
  parse: readYaml,
  read: (path) => {
    const text = readText(path)
    return text.ok ? readYaml(text.value, basename(path)) : text
  },
}

function readText(path: string): Outcome<string> {
  const name = basename(path)
  try {
    const found = statSync(path)
    if (!found.isFile()) return unreadable(name, 'it is not a file')
    if (found.size > MOST_BYTES) return unreadable(name, `it has more than ${MOST_BYTES / 1_000_000} MB`)
    return success(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return failure('spec-missing', `There is no file ${name}.`, `Check the path: ${path}`)
    return unreadable(name, error instanceof Error ? error.message : String(error))
  }
}

function readYaml(text: string, name: string): Outcome<unknown> {
  const document = parseDocument(text)
  const [broken] = document.errors
  if (broken !== undefined) return unreadable(name, broken.message.split('\n')[0]!)
  try {
    return success(document.toJS())
  } catch (error) {
    // Aliases that lead nowhere or multiply without end.
    if (error instanceof ReferenceError) return unreadable(name, error.message)
    throw error
  }
}

function unreadable(name: string, why: string): Outcome<never> {
  return failure('spec-unreadable', `The file ${name} cannot be read as YAML: ${why}.`, 'Correct it, and try again.')
}
