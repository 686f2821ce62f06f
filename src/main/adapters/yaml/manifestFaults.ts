import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { ManifestFault } from '../../../core/contract/workbench/views.ts'
import { workspaceSchema } from '../../../core/contract/workspace.ts'
import { type OpenManifest, openManifest, plainValue, readManifest } from './readManifest.ts'

type Path = readonly PropertyKey[]
type Issue = NonNullable<ReturnType<typeof workspaceSchema.safeParse>['error']>['issues'][number]

/** All that is wrong with a manifest's text, each with its place where it has one; empty exactly where it can be used. */
export function manifestFaults(text: string): readonly ManifestFault[] {
  const lines = new LineCounter()
  const broken = parseDocument(text, { lineCounter: lines }).errors
  if (broken.length > 0)
    return inOrder(broken.map(({ message, pos }) => faultAt(lines, pos[0], message.split('\n')[0] ?? message)))
  const counter = new LineCounter()
  const opened = openManifest(text, counter)
  if (!opened.ok) return [faultAt(counter, null, opened.trouble.message)]
  const read = readManifest(opened.value)
  if (read.ok) return []
  const issues = issuesOf(opened.value)
  if (issues.length > 0) return inOrder(issues.flatMap((issue) => faultsOf(opened.value, counter, issue)))
  const field = /the field ([\w.]+): (.*)$/s.exec(read.trouble.message)
  const start = field === null ? null : startOf(opened.value, pathOf(field[1] ?? ''))
  return [faultAt(counter, start, field === null ? read.trouble.message : `${field[1]}: ${field[2]}`)]
}

function issuesOf(document: OpenManifest): readonly Issue[] {
  const plain = plainValue(document)
  const parsed = plain.ok ? workspaceSchema.safeParse(plain.value) : null
  return parsed?.error?.issues ?? []
}

function faultsOf(document: OpenManifest, lines: LineCounter, issue: Issue): readonly ManifestFault[] {
  const { path, message } = issue
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      faultAt(lines, keyStart(document, path, key), `${[...path, key].map(String).join('.')}: there is no such field`),
    )
  const field = path.map(String).join('.') || 'the whole'
  if (path.length > 0 && valueAt(document, path) === undefined)
    return [faultAt(lines, path.length === 1 ? null : startOf(document, path), `${field}: it is missing`)]
  return [faultAt(lines, startOf(document, path), `${field}: ${message}`)]
}

/** Where the value of a field stands; of a field that is missing, where the part stands that lacks it. */
function startOf(document: OpenManifest, path: Path): number | null {
  for (let length = path.length; length >= 0; length--) {
    const node = nodeAt(document, path.slice(0, length))
    if (node?.range) return node.range[0]
  }
  return null
}

function valueAt(document: OpenManifest, path: Path): unknown {
  return document.hasIn(path) ? document.getIn(path) : undefined
}

function keyStart(document: OpenManifest, path: Path, key: string): number | null {
  const part = nodeAt(document, path)
  if (!isMap(part)) return startOf(document, path)
  const found = part.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
  return found !== undefined && isNode(found.key) ? (found.key.range?.[0] ?? null) : startOf(document, path)
}

function nodeAt(document: OpenManifest, path: Path): Node | null {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true)
  return isNode(node) ? node : null
}

function pathOf(field: string): Path {
  return field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function faultAt(lines: LineCounter, offset: number | null, message: string): ManifestFault {
  if (offset === null) return { line: null, column: null, message }
  const { line, col } = lines.linePos(offset)
  return { line, column: col, message }
}

function inOrder(faults: readonly ManifestFault[]): readonly ManifestFault[] {
  return [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
}
