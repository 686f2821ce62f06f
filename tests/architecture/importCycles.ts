import { posix } from 'node:path'
import type { SourceFile } from './sourceFile.ts'

/** Groups of files that import each other in a circle, types included (strongly connected components, Tarjan 1972). */
export function importCycles(sources: readonly SourceFile[]): readonly (readonly string[])[] {
  const targets = new Map(sources.map((source) => [source.path, targetsOf(source)]))
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []
  const visit = (path: string): void => {
    order.set(path, order.size)
    lowest.set(path, order.get(path)!)
    stack.push(path)
    for (const next of targets.get(path) ?? []) {
      if (!targets.has(next)) continue
      if (!order.has(next)) visit(next)
      if (stack.includes(next)) lowest.set(path, Math.min(lowest.get(path)!, lowest.get(next)!))
    }
    if (lowest.get(path) !== order.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1 || targets.get(path)?.includes(path)) cycles.push(group.sort())
  }
  for (const path of targets.keys()) if (!order.has(path)) visit(path)
  return cycles
}

function targetsOf(source: SourceFile): readonly string[] {
  return source.imports
    .filter(({ specifier }) => specifier.startsWith('.'))
    .map(({ specifier }) => posix.join(posix.dirname(source.path), specifier))
}
