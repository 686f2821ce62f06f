/** Where a workspace keeps its data. Nothing outside of this folder of the engine knows these paths. */
export const LAYERS_FOLDER = 'data/raw/layers'
export const CLEAN_FOLDER = 'data/clean'
const TABLES_FOLDER = 'data/tables'
/** One file for all series of the workspace. */
export const QUALITY_FILE = `${CLEAN_FOLDER}/quality.json`
/** Files being built, and the list of what is about to be put in place. Removed after every import. */
export const STAGING_FOLDER = 'data/staging'
export const PUBLICATION_FILE = 'data/publication.json'

export const BAR_COLUMNS = ['time_ms', 'open', 'high', 'low', 'close', 'volume', 'trades'] as const
export const ROW_COLUMNS = [...BAR_COLUMNS, 'line'] as const
export const RAW_COLUMNS = [...BAR_COLUMNS, 'layer', 'line'] as const

export type SeriesPaths = {
  readonly rawCsv: string
  readonly rawParquet: string
  readonly clean: string
  readonly rejects: string
  readonly passport: string
  /** The series in few candles. */
  readonly sketch: string
}

/** `btc_1h` */
export function seriesStem(symbol: string, interval: string): string {
  return `${symbol.toLowerCase()}_${interval}`
}

export function seriesPaths(symbol: string, interval: string): SeriesPaths {
  const stem = seriesStem(symbol, interval)
  return {
    rawCsv: `data/raw/${stem}_all.csv`,
    rawParquet: `data/raw/${stem}_all.parquet`,
    clean: `${CLEAN_FOLDER}/${stem}.parquet`,
    rejects: `${CLEAN_FOLDER}/${stem}.rejects.csv`,
    passport: `${CLEAN_FOLDER}/${stem}.passport.json`,
    sketch: `${CLEAN_FOLDER}/${stem}.sketch`,
  }
}

export type TablePaths = { readonly table: string; readonly rejects: string; readonly passport: string }

export function tablePaths(name: string): TablePaths {
  const stem = `${TABLES_FOLDER}/${name.toLowerCase()}`
  return { table: `${stem}.parquet`, rejects: `${stem}.rejects.csv`, passport: `${stem}.passport.json` }
}

export function layerFolder(layer: number): string {
  return `${LAYERS_FOLDER}/${String(layer).padStart(4, '0')}`
}
