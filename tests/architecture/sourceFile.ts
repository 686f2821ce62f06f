import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

export type Import = {
  readonly specifier: string
  readonly typeOnly: boolean
  readonly line: number
}

export type Mention = { readonly name: string; readonly line: number }

/** What the rules read of one file. Paths are relative to the root of the project, with `/`. */
export type SourceFile = {
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Lines of `as T` and `<T>value`, `as const` apart. */
  readonly casts: readonly number[]
  /** Imported names and dotted ones, `Date.now`, `process.stdout.write`; `fetch()`, `new Worker`; `new Date()` only without arguments. */
  readonly mentions: readonly Mention[]
  /** Lines of each function, by its name where it has one. */
  readonly functions: readonly { readonly name: string; readonly lines: number }[]
}

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>

const ROOT = join(import.meta.dirname, '../..')

/** Another language in the same clothes, compiled by `scripts/buildKernels.ts`: none of the rules can read it. */
const ASSEMBLY_SCRIPT = '.as.ts'

/** Every source below the folders, in order of path. */
export function readSources(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((p) => join(folder, p)),
    )
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(ts|tsx|mts|cts|js|mjs|cjs)$/.test(path) && !path.endsWith(ASSEMBLY_SCRIPT))
    .sort()
    .map((path) => parseSource(path, readFileSync(join(ROOT, path), 'utf8')))
}

export function parseSource(path: string, text: string): SourceFile {
  const { program, errors } = parseSync(path, text, { lang: path.endsWith('.tsx') ? 'tsx' : 'ts' })
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`)
  const starts = lineStarts(text)
  const lineOf = (offset: number) => upperBound(starts, offset)
  const imports: Import[] = []
  const casts: number[] = []
  const mentions: Mention[] = []
  const functions: { name: string; lines: number }[] = []
  const root: unknown = program
  if (!isNode(root)) throw new Error(`${path} was not read as a program`)
  walk(root, null, (node, parent) => {
    const line = lineOf(node.start)
    const from = importOf(node)
    if (from) imports.push({ ...from, line })
    if (isCast(node)) casts.push(line)
    const name = mentionOf(node, parent)
    if (name) mentions.push({ name, line })
    if (/Function/.test(node.type) && isNode(node.body))
      functions.push({
        name: nameOf(node.id) ?? nameOf(parent?.id ?? parent?.key) ?? '',
        lines: lineOf(node.end) - line + 1,
      })
  })
  return { path, lines: text.split('\n').length - 1, imports, casts, mentions, functions }
}

function importOf(node: Node): Omit<Import, 'line'> | null {
  const specifier = literalOf(node.source)
  if (specifier === null) return null
  if (node.type === 'ImportDeclaration') return { specifier, typeOnly: isTypeOnly(node, node.importKind) }
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration')
    return { specifier, typeOnly: isTypeOnly(node, node.exportKind) }
  if (node.type === 'ImportExpression') return { specifier, typeOnly: false }
  if (node.type === 'TSImportType') return { specifier, typeOnly: true }
  return null
}

function isTypeOnly(node: Node, kind: unknown): boolean {
  const names = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : []
  return kind === 'type' || (names.length > 0 && names.every((name) => (name.importKind ?? name.exportKind) === 'type'))
}

function isCast(node: Node): boolean {
  if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return false
  const type = node.typeAnnotation
  return !(isNode(type) && type.type === 'TSTypeReference' && nameOf(type.typeName) === 'const')
}

function mentionOf(node: Node, parent: Node | null): string | null {
  if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date' && Array.isArray(node.arguments))
    return node.arguments.length === 0 ? 'new Date()' : null
  if (node.type === 'NewExpression' && nameOf(node.callee) !== null) return `new ${nameOf(node.callee)}`
  if (node.type === 'CallExpression' && nameOf(node.callee) !== null) return `${nameOf(node.callee)}()`
  if (node.type === 'ImportSpecifier') return nameOf(node.imported)
  if (node.type !== 'MemberExpression' || parent?.type === 'MemberExpression') return null
  return pathOf(node)?.replace(/^globalThis\./, '') ?? null
}

/** `a.b.c` of member expressions, or null where a part is computed. */
function pathOf(node: unknown): string | null {
  const name = nameOf(node)
  if (name !== null) return name
  if (!isNode(node) || node.type !== 'MemberExpression') return null
  const object = pathOf(node.object)
  const property = node.computed === true ? literalOf(node.property) : nameOf(node.property)
  return object === null || property === null ? null : `${object}.${property}`
}

function nameOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Identifier' && typeof node.name === 'string' ? node.name : null
}

function literalOf(node: unknown): string | null {
  return isNode(node) && node.type === 'Literal' && typeof node.value === 'string' ? node.value : null
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

function walk(node: Node, parent: Node | null, visit: (node: Node, parent: Node | null) => void): void {
  visit(node, parent)
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) walk(child, node, visit)
}

function lineStarts(text: string): readonly number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** How many of the ascending numbers are at most `value`. */
function upperBound(ascending: readonly number[], value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low
}
