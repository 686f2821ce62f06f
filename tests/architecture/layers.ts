/**
 * The import table of the house, as data. A room is a folder; it sees itself and the rooms listed for it, nothing else.
 * To add a line: the plan in docs/architecture.md must allow it, and the room must stand to the left (see `CORE_ORDER`).
 */

/** The rooms of `src/core` in import order: each may import only rooms to its left (and the exceptions below). */
export const CORE_ORDER = [
  'outcome',
  'time',
  'stats',
  'market',
  'indicators',
  'features',
  'events',
  'models',
  'validation',
  'risk',
  'backtest',
  'metrics',
  'robustness',
  'leaderboard',
  'discovery',
  'portfolio',
  'packs',
  'pipeline',
  'job',
  'charts',
  'report',
  'contract',
] as const

export type CoreRoom = (typeof CORE_ORDER)[number]

/** Files of `src/core` that every room may import: what trouble, progress and cancel look like, and what the ledger counts together. */
export const OPEN_FILES: readonly string[] = [
  'src/core/job/beat.ts',
  'src/core/job/cancelled.ts',
  'src/core/job/sharesInstrument.ts',
]

/** Rooms of `src/core` that every other room of core may import although they stand to the right. */
export const OPEN_CORE_ROOMS: readonly CoreRoom[] = ['contract']

/** What each room of core may import besides itself, the open files and the open rooms. */
export const CORE_TABLE: Readonly<Record<CoreRoom, readonly CoreRoom[]>> = {
  outcome: [],
  time: ['outcome'],
  stats: ['outcome'],
  market: ['outcome', 'time', 'stats'],
  indicators: ['stats', 'market'],
  features: ['outcome', 'time', 'stats', 'market', 'indicators'],
  events: ['outcome', 'stats', 'market', 'indicators'],
  models: ['outcome', 'stats'],
  validation: ['outcome', 'time', 'stats', 'market'],
  risk: ['outcome', 'stats', 'market'],
  backtest: ['outcome', 'stats', 'market', 'indicators', 'events', 'risk'],
  metrics: ['outcome', 'time', 'stats'],
  robustness: ['outcome', 'stats', 'validation', 'metrics'],
  leaderboard: ['outcome', 'time', 'stats', 'metrics', 'robustness'],
  discovery: ['outcome', 'time', 'stats', 'market', 'indicators', 'events', 'validation', 'metrics', 'robustness'],
  portfolio: ['outcome', 'stats', 'market', 'risk', 'metrics'],
  packs: ['outcome', 'stats', 'market', 'indicators', 'features', 'events', 'models'],
  pipeline: [
    'outcome',
    'time',
    'stats',
    'market',
    'indicators',
    'features',
    'events',
    'models',
    'validation',
    'risk',
    'backtest',
    'metrics',
    'robustness',
    'discovery',
    'portfolio',
    'packs',
  ],
  job: ['outcome'],
  charts: ['outcome', 'stats'],
  report: ['outcome', 'time', 'market', 'events', 'metrics', 'robustness', 'discovery', 'pipeline', 'charts'],
  contract: ['outcome', 'market'],
}

/** Rooms inside `src/main/engine`; every one of them sees `src/core` too, and no adapter or door. */
export const ENGINE_TABLE: Readonly<Record<string, readonly string[]>> = {
  ports: [],
  data: ['ports'],
  jobs: ['ports'],
  queries: ['ports', 'data', 'jobs'],
  commands: ['ports', 'data', 'jobs', 'queries'],
  download: ['ports', 'data', 'jobs', 'queries', 'commands'],
  cleaning: ['ports'],
  fetch: ['ports', 'data', 'jobs', 'queries', 'commands'],
  pipeline: ['ports', 'data', 'jobs', 'queries', 'commands'],
  matrices: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline'],
  // What a model foretells from was scanned with its matrix.
  leaks: ['ports', 'matrices'],
  // It looks at bars and tables as a matrix does, keeps its hypotheses as a sweep does.
  discovery: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline', 'matrices'],
  // A backtest keeps its trials, boundaries and files as a run of the pipeline does, and finds events as a discovery does.
  backtests: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline', 'matrices', 'leaks', 'discovery'],
  sweeps: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline', 'backtests'],
  training: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline', 'backtests', 'matrices'],
  // Models of other programs, and ours as files for them.
  exchange: ['ports', 'data', 'jobs', 'queries', 'commands', 'backtests', 'matrices', 'training'],
  // What is locked for production is followed back to the matrix that its model learned from.
  leaderboard: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline', 'backtests', 'training'],
  // What a stored backtest withstands: it is prepared again as it was.
  robustness: ['ports', 'data', 'jobs', 'queries', 'commands', 'pipeline', 'backtests'],
  // What any kept result says, as a file to hand on.
  reports: [
    'ports',
    'data',
    'jobs',
    'queries',
    'commands',
    'pipeline',
    'backtests',
    'sweeps',
    'robustness',
    'discovery',
    'matrices',
    'training',
  ],
  // A result made again and compared, and what was handed on of it.
  verifying: [
    'ports',
    'data',
    'jobs',
    'queries',
    'commands',
    'pipeline',
    'backtests',
    'sweeps',
    'leaderboard',
    'robustness',
    'discovery',
    'reports',
    'training',
  ],
  // The engine behind all doors: what the contract of the workbench asks for.
  host: [
    'ports',
    'data',
    'jobs',
    'queries',
    'commands',
    'download',
    'fetch',
    'cleaning',
    'pipeline',
    'backtests',
    'sweeps',
    'leaderboard',
    'matrices',
    'training',
    'exchange',
    'robustness',
    'discovery',
  ],
}

/** One folder of `src/main/adapters` for each outside thing; each sees core, `engine/ports` and itself. */
export const ADAPTERS: readonly string[] = [
  'clock',
  'csv',
  'duckdb',
  'files',
  'gateway',
  'hash',
  'http',
  'ibkr',
  'images',
  'l2',
  'machine',
  'onnx',
  'pdf',
  'processes',
  'scratch',
  'sqlite',
  'threads',
  'typescript',
  'wasm',
  'yaml',
  'zip',
  'zones',
]

/** Where adapters meet the engine: one file, and beside it one for each part of the program that grew out of it (`assembleModels.ts`). */
export const ASSEMBLY = /^src\/main\/assemble(Models|Reports)?\.ts$/

/** What each door sees of `src/main` besides itself (core is open to all of them). */
export const DOOR_TABLE: Readonly<Record<string, readonly string[]>> = {
  cli: ['src/main/assemble', 'src/main/engine/', 'src/main/doors/server/'],
  server: ['src/main/assemble', 'src/main/engine/'],
  desktop: ['src/main/assemble', 'src/main/engine/', 'src/main/doors/server/'],
  // A worker is an engine of its own, of few parts: it does not load the rest of the house.
  worker: ['src/main/adapters/clock/', 'src/main/adapters/threads/', 'src/main/adapters/wasm/'],
}

/**
 * Rooms of `src/renderer`: all see `src/core`, none sees `src/main`. `sections` stands for every folder in it: a section sees itself,
 * never another one.
 */
export const RENDERER_TABLE: Readonly<Record<string, readonly string[]>> = {
  theme: [],
  state: [],
  ui: ['theme', 'state'],
  data: ['state', 'ui'],
  channel: ['data'],
  // Parts with trading words that more than one section shows.
  parts: ['theme', 'state', 'ui', 'data'],
  sections: ['theme', 'state', 'ui', 'data', 'parts'],
  workspace: ['theme', 'state', 'ui', 'data', 'sections'],
}

/** Where the rooms of the page meet. */
export const RENDERER_ENTRY = 'src/renderer/main.tsx'

/** The only files of the page that know what lies between it and the engine. */
export const HOST_PLACES: readonly string[] = ['src/renderer/channel/']

/** Rooms of `src` that are planned and not built yet: naming them here keeps the set of rooms closed. */
export const RESERVED: readonly string[] = ['src/main/adapters/log']

/** The pipe between window and page: sees core, and nothing of Node. */
export const PRELOAD_ENTRY = 'src/preload/preload.ts'

export type PackageRule = {
  /** Folders (ending in `/`) or files that may import it. */
  readonly owners: readonly string[]
  /** Folders that may import only its types. */
  readonly typesOnly?: readonly string[]
}

/** Where each npm package may be imported. A new package is first placed in a room, here. */
export const PACKAGES: Readonly<Record<string, PackageRule>> = {
  '@duckdb/node-api': { owners: ['src/main/adapters/duckdb/'] },
  '@resvg/resvg-js': { owners: ['src/main/adapters/images/'] },
  '@stoqey/ib': { owners: ['src/main/adapters/ibkr/'] },
  'better-sqlite3': { owners: ['src/main/adapters/sqlite/'] },
  commander: { owners: ['src/main/doors/cli/'] },
  'csv-parse': { owners: ['src/main/adapters/csv/'] },
  echarts: {
    owners: ['src/main/adapters/images/', 'src/renderer/ui/'],
    typesOnly: ['src/core/charts/', 'src/main/engine/ports/images.ts', 'src/renderer/'],
  },
  fflate: { owners: ['src/main/adapters/zip/'] },
  'onnxruntime-web': { owners: ['src/main/adapters/onnx/'] },
  pdfkit: { owners: ['src/main/adapters/pdf/'] },
  // Its build for pages comes along with a report as it is.
  'sortable-tablesort': { owners: ['src/main/adapters/images/'] },
  'svg-to-pdfkit': { owners: ['src/main/adapters/pdf/'] },
  protobufjs: { owners: ['src/main/adapters/onnx/'] },
  luxon: { owners: ['src/main/adapters/zones/'] },
  typescript: { owners: ['src/main/adapters/typescript/'] },
  ws: { owners: ['src/main/doors/server/'] },
  yaml: { owners: ['src/main/adapters/yaml/'] },
  // Whoever reads JSON back from a file checks its shape where it is read.
  zod: {
    owners: [
      'src/core/contract/',
      'src/main/engine/data/publication.ts',
      'src/main/engine/pipeline/runManifest.ts',
      'src/main/engine/pipeline/sealedBoundary.ts',
      'src/main/adapters/files/engineRecords.ts',
      'src/main/adapters/files/engineSession.ts',
      'src/main/adapters/files/lockClaim.ts',
      'src/main/doors/desktop/windowState.ts',
      'src/renderer/data/',
      'src/renderer/sections/',
    ],
    typesOnly: ['src/main/adapters/sqlite/'],
  },
}

/** What surrounds the program on a desktop: not installed with it, but around it. */
export const SHELL_PACKAGES: Readonly<Record<string, PackageRule>> = {
  electron: { owners: ['src/main/doors/desktop/', 'src/preload/'] },
}

/** Built into the page, and nowhere else. */
export const PAGE_PACKAGES: readonly string[] = [
  '@fontsource-variable/inter',
  '@fontsource-variable/jetbrains-mono',
  '@mantine/core',
  '@mantine/hooks',
  '@mantine/notifications',
  '@mantine/spotlight',
  '@tabler/icons-react',
  '@tanstack/react-table',
  '@tanstack/react-virtual',
  'react',
  'react-dom',
  'react-resizable-panels',
]

/** Node's own modules: adapters import them freely, the others only these. */
export const NODE_MODULES: Readonly<Record<string, readonly string[]>> = {
  'src/main/adapters/': ['*'],
  'src/main/assemble': ['node:os', 'node:path', 'node:url'],
  'src/main/doors/cli/': ['node:module', 'node:os', 'node:path', 'node:process', 'node:readline/promises', 'node:url'],
  'src/main/doors/desktop/': ['node:fs', 'node:os', 'node:path', 'node:process', 'node:url', 'node:util'],
  'src/main/doors/server/': ['node:crypto', 'node:fs', 'node:http', 'node:os', 'node:path', 'node:stream'],
}

/** Where a cast (`as T`) is allowed outside the adapters: where JSON of a stage or of the channel gets its types back. */
export const CAST_PLACES: readonly string[] = [
  'src/main/adapters/',
  'src/core/pipeline/pairPipeline.ts',
  'src/core/pipeline/unitRunner.ts',
  'src/core/pipeline/training/trainRunner.ts',
  'src/core/pipeline/stressing/stressRunner.ts',
  'src/core/backtest/sweep/sweepRunner.ts',
  'src/core/discovery/discoveryRunner.ts',
  'src/main/doors/worker/main.ts',
  'src/core/contract/workbench/rpcClient.ts',
  'src/core/contract/workbench/rpcServer.ts',
  'src/renderer/channel/',
]

/** Only doors print. */
export const PRINT_PLACES: readonly string[] = ['src/main/doors/']

/** Keys that nobody may foretell: the only draws without a seed. */
export const SECRET_PLACES: readonly string[] = ['src/main/doors/server/secrets.ts']

/** Only here is the time of day read. */
export const CLOCK_PLACES: readonly string[] = ['src/main/adapters/clock/']

/** Words that say nothing, whole or as a part of a camel-case name. */
export const EMPTY_WORDS: readonly string[] = ['util', 'utils', 'helper', 'helpers', 'misc', 'common', 'shared']

export const MOST_LINES = 400
