import { posix } from 'node:path'
import {
  ADAPTERS,
  ASSEMBLY,
  CORE_ORDER,
  CORE_TABLE,
  type CoreRoom,
  DOOR_TABLE,
  ENGINE_TABLE,
  NODE_MODULES,
  OPEN_CORE_ROOMS,
  OPEN_FILES,
  PACKAGES,
  PAGE_PACKAGES,
  type PackageRule,
  RENDERER_ENTRY,
  RENDERER_TABLE,
  SHELL_PACKAGES,
} from './layers.ts'
import type { Import, SourceFile } from './sourceFile.ts'

/** A room by its folder, `src/core/stats`, `src/renderer/sections/data`, or by its file where it stands alone, `src/main/assemble.ts`. */
export function roomOf(path: string): string {
  const parts = path.split('/')
  const deep = (parts[1] === 'main' && parts.length > 3) || (parts[1] === 'renderer' && parts[2] === 'sections')
  const depth = deep ? 4 : 3
  return parts.slice(0, depth).join('/')
}

/** One sentence for every import that the table does not allow, with what to do. */
export function forbiddenImports(sources: readonly SourceFile[]): readonly string[] {
  return sources.flatMap((source) => source.imports.flatMap((from) => faultsOf(source, from)))
}

function faultsOf(source: SourceFile, from: Import): readonly string[] {
  const at = `${source.path}:${from.line}`
  if (!from.specifier.startsWith('.')) return packageFaults(source.path, from, at)
  if (!/\.(ts|tsx|mjs|json|css)$/.test(from.specifier))
    return [`${at}: '${from.specifier}' lacks its file extension. Write it out: sources run without a build.`]
  const target = posix.join(posix.dirname(source.path), from.specifier)
  if (isAllowed(source.path, target)) return []
  return [
    `${at}: ${roomOf(source.path)} may not import ${target}. ` +
      'Move the code to a room that may, pass it in as an argument or port, or, where the plan allows it, add the room to tests/architecture/layers.ts.',
  ]
}

function isAllowed(path: string, target: string): boolean {
  const own = roomOf(path)
  if (own === roomOf(target)) return true
  const [, place = '', room = '', inner = ''] = own.split('/')
  if (place === 'core') return coreAllows(room, target)
  if (place === 'renderer') return target.startsWith('src/core/') || rendererAllows(own, room, target)
  if (place === 'preload') return target.startsWith('src/core/')
  if (place !== 'main') return false
  if (target.startsWith('src/core/')) return true
  if (ASSEMBLY.test(own)) return ASSEMBLY.test(target) || /^src\/main\/(adapters|engine)\//.test(target)
  if (room === 'engine')
    return (ENGINE_TABLE[inner] ?? []).some((name) => target.startsWith(`src/main/engine/${name}/`))
  if (room === 'adapters') return ADAPTERS.includes(inner) && target.startsWith('src/main/engine/ports/')
  return room === 'doors' && (DOOR_TABLE[inner] ?? []).some((start) => target.startsWith(start))
}

function coreAllows(room: string, target: string): boolean {
  if (!isCoreRoom(room) || !target.startsWith('src/core/')) return false
  const other = target.split('/')[2] ?? ''
  if (OPEN_FILES.includes(target)) return true
  return isCoreRoom(other) && (CORE_TABLE[room].includes(other) || OPEN_CORE_ROOMS.includes(other))
}

function rendererAllows(own: string, room: string, target: string): boolean {
  if (own === RENDERER_ENTRY) return target.startsWith('src/renderer/')
  return (RENDERER_TABLE[room] ?? []).some((name) => target.startsWith(`src/renderer/${name}/`))
}

function isCoreRoom(name: string): name is CoreRoom {
  return CORE_ORDER.some((room) => room === name)
}

function packageFaults(path: string, from: Import, at: string): readonly string[] {
  if (from.specifier.startsWith('node:'))
    return nodeAllows(path, from.specifier)
      ? []
      : [`${at}: '${from.specifier}' belongs in an adapter. Reach it through a port of src/main/engine/ports.`]
  const name = from.specifier
    .split('/')
    .slice(0, from.specifier.startsWith('@') ? 2 : 1)
    .join('/')
  const rule = PAGE_PACKAGES.includes(name) ? IN_THE_PAGE : (PACKAGES[name] ?? SHELL_PACKAGES[name])
  if (!rule)
    return [`${at}: the package '${name}' has no room yet. Give it one in PACKAGES of tests/architecture/layers.ts.`]
  if (startsWithOne(path, rule.owners)) return []
  if (from.typeOnly && startsWithOne(path, rule.typesOnly ?? [])) return []
  return [`${at}: '${name}' is imported only in ${rule.owners.join(', ')}. Use what that room offers.`]
}

function nodeAllows(path: string, specifier: string): boolean {
  return Object.entries(NODE_MODULES).some(
    ([place, names]) => path.startsWith(place) && (names.includes('*') || names.includes(specifier)),
  )
}

const IN_THE_PAGE: PackageRule = { owners: ['src/renderer/'] }

export function startsWithOne(path: string, starts: readonly string[]): boolean {
  return starts.some((start) => path.startsWith(start))
}
