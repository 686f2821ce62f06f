import { describe, expect, test } from 'vitest'
import {
  castsOutsideTheirPlaces,
  clockReads,
  emptyNames,
  hostCalls,
  localeBoundCalls,
  longFiles,
  printsOutsideDoors,
  strayRooms,
  unseededDraws,
} from './houseRules.ts'
import { importCycles } from './importCycles.ts'
import { forbiddenImports } from './importRules.ts'
import { parseSource, type SourceFile } from './sourceFile.ts'

const source = (path: string, text = '') => parseSource(path, text)
const imports = (path: string, specifier: string) =>
  forbiddenImports([source(path, `import { a } from '${specifier}'`)])

describe('imports that the table allows', () => {
  test.each([
    ['src/core/stats/mean.ts', './variance.ts'],
    ['src/core/stats/mean.ts', '../job/beat.ts'],
    ['src/core/stats/mean.ts', '../contract/hash.ts'],
    ['src/core/pipeline/stages/a.ts', '../../backtest/tradeCosts.ts'],
    ['src/core/contract/workspace.ts', 'zod'],
    ['src/main/engine/commands/a.ts', '../../../core/report/summaryText.ts'],
    ['src/main/engine/commands/a.ts', '../queries/b.ts'],
    ['src/main/adapters/csv/a.ts', '../../engine/ports/textFiles.ts'],
    ['src/main/adapters/csv/a.ts', 'node:fs'],
    ['src/main/adapters/csv/a.ts', 'csv-parse/sync'],
    ['src/main/doors/cli/commands/a.ts', '../../../assemble.ts'],
    ['src/main/doors/worker/main.ts', '../../adapters/threads/serveUnits.ts'],
    ['src/main/assemble.ts', './adapters/yaml/manifestFormat.ts'],
    ['src/main/engine/host/a.ts', '../queries/b.ts'],
    ['src/main/doors/cli/commands/a.ts', '../../server/serveHome.ts'],
    ['src/main/doors/server/a.ts', 'ws'],
    ['src/main/doors/server/a.ts', 'node:http'],
    ['src/renderer/main.tsx', './sections/data/DataSection.tsx'],
    ['src/renderer/workspace/Frame.tsx', '../sections/data/DataSection.tsx'],
    ['src/renderer/sections/data/A.tsx', '../../../core/market/passport.ts'],
    ['src/renderer/sections/data/A.tsx', './candleWindow.ts'],
    ['src/renderer/sections/data/A.tsx', '../../ui/Panel.tsx'],
    ['src/renderer/sections/data/A.tsx', '@mantine/core'],
    ['src/renderer/main.tsx', './theme/page.css'],
  ])('%s may import %s', (path, specifier) => {
    expect(imports(path, specifier)).toEqual([])
  })
})

describe('imports that the table forbids', () => {
  test.each([
    ['src/core/stats/mean.ts', '../market/barSeries.ts'],
    ['src/core/features/a.ts', '../events/detector.ts'],
    ['src/core/events/a.ts', '../features/featureRegistry.ts'],
    ['src/core/market/a.ts', '../job/trialId.ts'],
    ['src/core/contract/a.ts', '../pipeline/stage.ts'],
    ['src/core/stats/mean.ts', '../../main/adapters/clock/systemClock.ts'],
    ['src/core/stats/mean.ts', 'node:fs'],
    ['src/core/stats/mean.ts', 'zod'],
    ['src/core/charts/a.ts', 'echarts'],
    ['src/main/engine/data/a.ts', '../commands/importData.ts'],
    ['src/main/engine/data/a.ts', '../../adapters/csv/textFiles.ts'],
    ['src/main/engine/data/a.ts', '../../assemble.ts'],
    ['src/main/engine/data/a.ts', 'node:path'],
    ['src/main/adapters/csv/a.ts', '../files/fileCalls.ts'],
    ['src/main/adapters/csv/a.ts', '../../engine/data/layers.ts'],
    ['src/main/adapters/csv/a.ts', 'luxon'],
    ['src/main/doors/cli/a.ts', '../../adapters/csv/textFiles.ts'],
    ['src/main/doors/worker/main.ts', '../../adapters/duckdb/connection.ts'],
    ['src/main/doors/cli/a.ts', 'node:fs'],
    ['src/main/engine/data/a.ts', '../../doors/cli/main.ts'],
    ['src/main/assemble.ts', './doors/cli/main.ts'],
    ['src/main/adapters/csv/a.ts', 'left-pad'],
    ['src/core/stats/mean.ts', './variance'],
    ['src/main/engine/host/a.ts', '../../adapters/processes/b.ts'],
    ['src/main/engine/queries/a.ts', '../host/b.ts'],
    ['src/main/doors/server/a.ts', '../cli/terminal.ts'],
    ['src/main/doors/server/a.ts', '../../adapters/files/homeFolder.ts'],
    ['src/main/doors/cli/a.ts', 'ws'],
    ['src/main/doors/cli/a.ts', '@mantine/core'],
    ['src/renderer/main.tsx', '../main/assemble.ts'],
    ['src/renderer/sections/data/A.tsx', '../model/B.tsx'],
    ['src/renderer/sections/data/A.tsx', '../../workspace/Frame.tsx'],
    ['src/renderer/sections/data/A.tsx', '../../channel/socketWire.ts'],
    ['src/renderer/ui/A.tsx', '../data/useCall.ts'],
    ['src/renderer/ui/A.tsx', 'zod'],
    ['src/renderer/ui/A.tsx', 'node:fs'],
    ['src/core/charts/a.ts', '../../renderer/ui/Chart.tsx'],
  ])('%s may not import %s', (path, specifier) => {
    expect(imports(path, specifier)).toHaveLength(1)
  })

  test.each([
    "import type { A } from '../events/detector.ts'",
    "export { a } from '../events/detector.ts'",
    "export * from '../events/detector.ts'",
    "const a = await import('../events/detector.ts')",
    "type A = import('../events/detector.ts').A",
    "import '../events/detector.ts'",
  ])('%s counts too', (text) => {
    expect(forbiddenImports([source('src/core/features/a.ts', text)])).toHaveLength(1)
  })

  test('the message says where, and what to do', () => {
    expect(imports('src/core/features/a.ts', '../events/detector.ts')[0]).toMatch(
      /^src\/core\/features\/a\.ts:1: src\/core\/features may not import src\/core\/events\/detector\.ts\. Move/,
    )
  })

  test('types of echarts are open to the charts', () => {
    expect(forbiddenImports([source('src/core/charts/a.ts', "import type { A } from 'echarts'")])).toEqual([])
    expect(forbiddenImports([source('src/core/charts/a.ts', "import { type A } from 'echarts'")])).toEqual([])
    expect(forbiddenImports([source('src/core/charts/a.ts', "import { type A, b } from 'echarts'")])).toHaveLength(1)
  })
})

test('circles are found, of types too, and chains are none', () => {
  const a = source('src/core/stats/a.ts', "import type { B } from './b.ts'")
  const b = source('src/core/stats/b.ts', "export { c } from './c.ts'")
  const c = source('src/core/stats/c.ts', "const a = () => import('./a.ts')")
  const itself = source('src/core/stats/d.ts', "import { d } from './d.ts'")
  expect(importCycles([a, b])).toEqual([])
  expect(importCycles([itself, c, b, a])).toEqual([['src/core/stats/d.ts'], [a.path, b.path, c.path]])
})

const broken: readonly [string, (sources: readonly SourceFile[]) => readonly string[], string, string][] = [
  ['a room nobody planned', strayRooms, 'src/core/magic/a.ts', ''],
  ['a file beside the rooms', strayRooms, 'src/core/a.ts', ''],
  ['an adapter nobody planned', strayRooms, 'src/main/adapters/magic/a.ts', ''],
  ['a door nobody planned', strayRooms, 'src/main/doors/magic/a.ts', ''],
  ['a second assembly', strayRooms, 'src/main/assembleAgain.ts', ''],
  ['an index file', emptyNames, 'src/core/stats/index.ts', ''],
  ['a folder of helpers', emptyNames, 'src/core/stats/helpers/a.ts', ''],
  ['a file of utilities', emptyNames, 'src/core/stats/dateUtils.ts', ''],
  ['401 lines', longFiles, 'src/core/stats/a.ts', '\n'.repeat(401)],
  ['a cast', castsOutsideTheirPlaces, 'src/core/stats/a.ts', 'const a = b as number'],
  ['an angle-bracket cast', castsOutsideTheirPlaces, 'src/core/stats/a.ts', 'const a = <number>b'],
  ['Date.now', clockReads, 'src/core/stats/a.ts', 'const a = Date.now()'],
  ['Date.now by another name', clockReads, 'src/core/stats/a.ts', 'const now = globalThis.Date.now'],
  ["Date['now']", clockReads, 'src/core/stats/a.ts', "const a = Date['now']()"],
  ['new Date()', clockReads, 'src/main/engine/jobs/a.ts', 'const a = new Date()'],
  ['new Date', clockReads, 'src/main/engine/jobs/a.ts', 'const a = new Date'],
  ['Date()', clockReads, 'src/main/engine/jobs/a.ts', 'const a = Date()'],
  ['performance.now', clockReads, 'src/main/doors/cli/a.ts', 'performance.now()'],
  ['process.hrtime', clockReads, 'src/main/adapters/files/a.ts', 'process.hrtime.bigint()'],
  ['Math.random', unseededDraws, 'src/main/adapters/clock/a.ts', 'Math.random()'],
  ['randomUUID', unseededDraws, 'src/main/adapters/files/a.ts', 'crypto.randomUUID()'],
  ['randomBytes', unseededDraws, 'src/main/adapters/files/a.ts', "import { randomBytes } from 'node:crypto'"],
  ['console.log', printsOutsideDoors, 'src/main/engine/jobs/a.ts', "console.log('a')"],
  ['process.stdout', printsOutsideDoors, 'src/main/adapters/files/a.ts', "process.stdout.write('a')"],
  ['a socket of a section', hostCalls, 'src/renderer/sections/data/a.ts', "new WebSocket('ws://a')"],
  ['fetch', hostCalls, 'src/renderer/data/a.ts', "fetch('/a')"],
  ['window.fetch', hostCalls, 'src/renderer/data/a.ts', "window.fetch('/a')"],
  ['a beacon', hostCalls, 'src/renderer/data/a.ts', "navigator.sendBeacon('/a')"],
  ['a section without a folder', strayRooms, 'src/renderer/sections/a.tsx', ''],
  ['a room of the page nobody planned', strayRooms, 'src/renderer/magic/a.tsx', ''],
  ['localeCompare', localeBoundCalls, 'src/core/stats/a.ts', 'a.b.localeCompare(c)'],
]

test.each(broken)('%s is refused', (_name, rule, path, text) => {
  expect(rule([source(path, text)])).toHaveLength(1)
})

const kept: readonly [string, (sources: readonly SourceFile[]) => readonly string[], string, string][] = [
  ['a planned room', strayRooms, 'src/renderer/channel/a.ts', ''],
  ['a section', strayRooms, 'src/renderer/sections/data/A.tsx', ''],
  ['the entry of the page', strayRooms, 'src/renderer/main.tsx', ''],
  ['a word of one’s own', hostCalls, 'src/renderer/data/a.ts', 'fetch.run()'],
  ['the channel', hostCalls, 'src/renderer/channel/a.ts', "new WebSocket('ws://a')"],
  ['a key', unseededDraws, 'src/main/doors/server/secrets.ts', 'randomBytes(32)'],
  ['the assembly', strayRooms, 'src/main/assemble.ts', ''],
  ['a part of the assembly', strayRooms, 'src/main/assembleModels.ts', ''],
  ['a word that only holds another', emptyNames, 'src/core/stats/indexOfDay.ts', ''],
  ['400 lines', longFiles, 'src/core/stats/a.ts', '\n'.repeat(400)],
  ['as const', castsOutsideTheirPlaces, 'src/core/stats/a.ts', 'const a = [1] as const'],
  ['import as', castsOutsideTheirPlaces, 'src/core/stats/a.ts', "import { b as c } from './b.ts'"],
  ['satisfies', castsOutsideTheirPlaces, 'src/core/stats/a.ts', 'const a = { b: 1 } satisfies B'],
  ['a cast in an adapter', castsOutsideTheirPlaces, 'src/main/adapters/csv/a.ts', 'const a = b as number'],
  ['a date of a time', clockReads, 'src/core/stats/a.ts', 'const a = new Date(timeMs)'],
  ['Date.UTC', clockReads, 'src/core/stats/a.ts', 'const a = Date.UTC(2024, 0, 1)'],
  ['a clock of one’s own', clockReads, 'src/core/stats/a.ts', 'const a = clock.now()'],
  ['the clock adapter', clockReads, 'src/main/adapters/clock/a.ts', 'const a = Date.now()'],
  ['a door that prints', printsOutsideDoors, 'src/main/doors/cli/a.ts', "console.log('a')"],
]

test.each(kept)('%s is left alone', (_name, rule, path, text) => {
  expect(rule([source(path, text)])).toEqual([])
})
