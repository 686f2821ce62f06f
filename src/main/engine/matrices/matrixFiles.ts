export const MATRICES_FOLDER = 'matrices'
/** One line a build, the newest last: what `latest` is, without a clock. */
export const BUILT_LIST = `${MATRICES_FOLDER}/built.jsonl`

export type MatrixFiles = {
  readonly stem: string
  readonly table: string
  readonly passport: string
  readonly report: string
  /** The specification that it is built again by. */
  readonly build: string
}

/** `AAPL_equity_5d_daily_1f0a93bc` and its files, relative to the workspace. */
export function matrixFiles(name: string, sha256: string): MatrixFiles {
  const stem = `${name}_${sha256.slice(0, 8)}`
  const path = `${MATRICES_FOLDER}/${stem}`
  return {
    stem,
    table: `${path}.parquet`,
    passport: `${path}.json`,
    report: `${path}.report.json`,
    build: `${path}.build.json`,
  }
}

/** The columns of a matrix that are no feature, in their order: the first three before the features, the others behind. */
export const ROW_COLUMNS = ['time', 'decision_time', 'instrument', 'target', 'label_end', 'uniqueness'] as const
