import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { type Document, isCollection, isScalar, parseDocument } from 'yaml'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { SpecFiles } from '../../engine/ports/specFiles.ts'

const MOST_BYTES = 4_000_000

export const yamlSpecFiles: SpecFiles = { parse: readYaml, edit: editYaml, read: readText }

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
  if (broken !== undefined) return unreadable(name, firstLine(broken.message))
  try {
    return success(document.toJS())
  } catch (error) {
    // Aliases that lead nowhere or multiply without end.
    if (error instanceof ReferenceError) return unreadable(name, error.message)
    throw error
  }
}

function editYaml(text: string, path: readonly (string | number)[], value: unknown): Outcome<string> {
  const document: Document = parseDocument(text)
  const [broken] = document.errors
  if (broken !== undefined) return unreadable('specification', firstLine(broken.message))
  if (value === undefined) return success(written(without(document, path)))
  if (document.contents === null) document.contents = document.createNode({})
  for (let depth = 1; depth < path.length; depth++) {
    const place = path.slice(0, depth)
    const there = document.getIn(place, true)
    if (isCollection(there)) continue
    if (there !== undefined && !(isScalar(there) && there.value === null))
      return failure(
        'spec-no-place',
        `The field ${place.join('.')} holds a plain value, in which ${String(path[depth])} has no place.`,
        'Take it out of the text first.',
      )
    document.setIn(place, document.createNode(typeof path[depth] === 'number' ? [] : {}))
  }
  const node = document.createNode(value)
  if (isCollection(node) && JSON.stringify(value).length <= MOST_IN_LINE) node.flow = true
  document.setIn(path, node)
  return success(written(document))
}

/** What is shorter stands in one line. */
const MOST_IN_LINE = 90

/** A group of which nothing is left goes too. */
function without(document: Document, path: readonly (string | number)[]): Document {
  if (!document.hasIn(path)) return document
  document.deleteIn(path)
  const above = path.slice(0, -1)
  const left = above.length === 0 ? null : document.getIn(above, true)
  return isCollection(left) && left.items.length === 0 ? without(document, above) : document
}

/** What the package says, without the picture of the place that follows. */
function firstLine(message: string): string {
  return message.split('\n')[0]!.replace(/:$/, '')
}

function written(document: Document): string {
  const { contents } = document
  if (isCollection(contents) && contents.items.length === 0) document.contents = null
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: false })
  return text === 'null\n' ? '' : text
}

function unreadable(name: string, why: string): Outcome<never> {
  return failure('spec-unreadable', `The file ${name} cannot be read as YAML: ${why}.`, 'Correct it, and try again.')
}
