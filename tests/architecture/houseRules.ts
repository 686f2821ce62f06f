import { startsWithOne } from './importRules.ts'
import {
  ADAPTERS,
  ASSEMBLY,
  CAST_PLACES,
  CLOCK_PLACES,
  CORE_ORDER,
  DOOR_TABLE,
  EMPTY_WORDS,
  ENGINE_TABLE,
  HOST_PLACES,
  MOST_LINES,
  PRELOAD_ENTRY,
  PRINT_PLACES,
  RENDERER_ENTRY,
  RENDERER_TABLE,
  RESERVED,
  SECRET_PLACES,
} from './layers.ts'
import type { SourceFile } from './sourceFile.ts'

type Sources = readonly SourceFile[]

const READS_THE_CLOCK = /^(Date\.now|Date\(\)|new Date\(\)|performance\.(now|timeOrigin)|process\.(hrtime|uptime)\b.*)$/
const DRAWS_UNSEEDED = /(^|\.)(Math\.random|randomUUID|randomBytes|randomInt|getRandomValues)$/
const PRINTS = /^(console\.\w+|process\.(stdout|stderr)\b.*)$/
const KNOWS_THE_HOST =
  /^(new (WebSocket|EventSource|XMLHttpRequest|Worker|SharedWorker)|((window|self|globalThis)\.)?fetch(\(\))?|.*\.(sendBeacon|serviceWorker)(\..*)?)$/
const LOCALE_BOUND = /\.(localeCompare|toLocale\w+)$/

export function strayRooms(sources: Sources): readonly string[] {
  return sources
    .filter(({ path }) => !stands(path))
    .map(
      ({ path }) =>
        `${path} stands in no room. The set of rooms is closed (tests/architecture/layers.ts): put it into one that exists.`,
    )
}

function stands(path: string): boolean {
  if (ASSEMBLY.test(path) || path === RENDERER_ENTRY || path === PRELOAD_ENTRY || startsWithOne(path, RESERVED))
    return true
  const [, place, room = '', inner = '', ...below] = path.split('/')
  if (place === 'renderer') return room in RENDERER_TABLE && (room === 'sections' ? below.length > 0 : inner !== '')
  if (place === 'core') return CORE_ORDER.some((name) => name === room) && inner !== ''
  if (place !== 'main' || below.length === 0) return false
  if (room === 'engine') return inner in ENGINE_TABLE
  return (room === 'adapters' && ADAPTERS.includes(inner)) || (room === 'doors' && inner in DOOR_TABLE)
}

export function emptyNames(sources: Sources): readonly string[] {
  return sources.flatMap(({ path }) =>
    path
      .split('/')
      .filter((part) => part.startsWith('index.') || wordsOf(part).some((word) => EMPTY_WORDS.includes(word)))
      .map((part) => `${path}: "${part}" says nothing. Name it for its main export, and import files directly.`),
  )
}

function wordsOf(part: string): readonly string[] {
  return part
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

export function longFiles(sources: Sources): readonly string[] {
  return sources
    .filter(({ lines }) => lines > MOST_LINES)
    .map(({ path, lines }) => `${path} has ${lines} lines. Split it: ${MOST_LINES} is the most, 60 the aim.`)
}

export function castsOutsideTheirPlaces(sources: Sources): readonly string[] {
  return sources
    .filter(({ path }) => !startsWithOne(path, CAST_PLACES))
    .flatMap(({ path, casts }) =>
      casts.map(
        (line) =>
          `${path}:${line}: a cast. Say the type where the value is made, narrow it, or parse it with a schema.`,
      ),
    )
}

export function clockReads(sources: Sources): readonly string[] {
  return mentionsOf(
    sources,
    READS_THE_CLOCK,
    CLOCK_PLACES,
    'only the clock adapter reads the time. Take a Clock, or a time, as an argument.',
  )
}

export function unseededDraws(sources: Sources): readonly string[] {
  return mentionsOf(
    sources,
    DRAWS_UNSEEDED,
    SECRET_PLACES,
    'nothing here is drawn without a seed. Use core/stats/seededStream.ts.',
  )
}

export function printsOutsideDoors(sources: Sources): readonly string[] {
  return mentionsOf(sources, PRINTS, PRINT_PLACES, 'only doors print. Return the value, or beat with a note.')
}

export function hostCalls(sources: Sources): readonly string[] {
  return mentionsOf(
    sources.filter(({ path }) => path.startsWith('src/renderer/')),
    KNOWS_THE_HOST,
    HOST_PLACES,
    'only src/renderer/channel knows the host. Ask the engine with useCall or useAction.',
  )
}

export function localeBoundCalls(sources: Sources): readonly string[] {
  return mentionsOf(
    sources,
    LOCALE_BOUND,
    [],
    'the answer depends on the machine’s locale. Compare with < and format by hand.',
  )
}

function mentionsOf(sources: Sources, pattern: RegExp, places: readonly string[], rule: string): readonly string[] {
  return sources
    .filter(({ path }) => !startsWithOne(path, places))
    .flatMap(({ path, mentions }) =>
      mentions.filter(({ name }) => pattern.test(name)).map(({ name, line }) => `${path}:${line}: ${name}: ${rule}`),
    )
}
