import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ENGINE_VERSION } from '../../../src/core/contract/engineVersion.ts'
import type { MatrixPassport } from '../../../src/core/contract/matrixPassport.ts'
import { createStream } from '../../../src/core/stats/seededStream.ts'
import { calendarOf } from '../../../src/core/time/calendarOf.ts'
import { isoTime } from '../../../src/core/time/isoTime.ts'
import { duckdbColumnFiles } from '../../../src/main/adapters/duckdb/columnFiles.ts'
import { streamDigests } from '../../../src/main/adapters/hash/streamDigests.ts'
import { matrixContentSha256 } from '../../../src/main/engine/matrices/matrixContent.ts'
import type { FrameColumn } from '../../../src/main/engine/ports/barFiles.ts'
import { assay, DAYS, stockHouse } from '../backtests/backtestScene.ts'

export type MatrixWish = {
  readonly name?: string
  readonly task?: 'classification' | 'regression'
  readonly trusted?: boolean
  readonly holdOutStart?: string | null
  readonly seed?: number
  /** Of every column. */
  readonly formula?: string
  /** How many of the four; more are of chance. */
  readonly columns?: number
}

/** A matrix of daily rows of AAPL, laid into a workspace: four columns, of which the first tells something of the next day. */
export async function layMatrix(folder: string, wish: MatrixWish = {}): Promise<MatrixPassport> {
  const { name = 'AAPL_equity_1d_daily', task = 'classification', trusted = true, holdOutStart = null } = wish
  const { seed = 3, formula = 'chance', columns: kept = 4 } = wish
  const calendar = calendarOf('us-equity-rth')
  const sessions = calendar.sessions(Date.parse(`${DAYS[0]}T00:00:00Z`), Date.parse(`${DAYS.at(-1)}T23:00:00Z`))
  const rows = sessions.length
  const stream = createStream(seed, 'lay-matrix')
  const own = ['RSI_14', 'MACD', 'MACD_signal', 'volume_ratio']
  const names = Array.from({ length: kept }, (_, at) => own[at] ?? `chance_${at}`)
  const columns = names.map(() => Float64Array.from({ length: rows }, () => stream.nextNormal()))
  const target = Float64Array.from({ length: rows }, (_, row) => {
    const value = columns[0]![row]! + stream.nextNormal()
    return row === rows - 1 ? Number.NaN : task === 'regression' ? value / 100 : value > 0 ? 1 : 0
  })
  const decision = Float64Array.from(sessions, ({ closeMs }) => closeMs)
  const number = (column: string, values: Float64Array): FrameColumn => ({ name: column, kind: 'number', values })
  const instant = (column: string, timesMs: Float64Array): FrameColumn => ({ name: column, kind: 'instant', timesMs })
  const labelEnd = decision.map((_, row) => decision[row + 1] ?? Number.NaN)
  const frame: readonly FrameColumn[] = [
    instant(
      'time',
      Float64Array.from(sessions, ({ openMs }) => openMs),
    ),
    instant('decision_time', decision),
    { name: 'instrument', kind: 'text', places: new Int32Array(rows), texts: ['AAPL'] },
    ...names.map((column, at) => number(column, columns[at]!)),
    number('target', target),
    instant('label_end', labelEnd),
    number('uniqueness', new Float64Array(rows).fill(1)),
  ]
  const sha256 = createHash('sha256').update(JSON.stringify(wish)).digest('hex')
  const passport: MatrixPassport = {
    schemaVersion: 1,
    name,
    sha256,
    contentSha256: matrixContentSha256(streamDigests, frame),
    engineVersion: ENGINE_VERSION,
    synthetic: null,
    instruments: ['AAPL'],
    assetClasses: ['equity'],
    interval: '1d',
    firstTime: isoTime(sessions[0]!.openMs),
    lastTime: isoTime(sessions.at(-1)!.openMs),
    rows,
    labelledRows: rows - 1,
    leftOut: { warmUp: 0, sealed: 0 },
    features: names.map((feature) => ({
      name: feature,
      version: 1,
      formula,
      unit: 'none',
      isCategory: false,
      warmupBars: 14,
    })),
    target: { name: 'next_day', task, horizonBars: 1, formula: 'chance' },
    inputs: [],
    assumptions: [],
    holdOutStart,
    trusted,
    findings: trusted ? [] : [{ code: 'look-ahead', severity: 'error', sentence: 'A column looks ahead.' }],
  }
  const path = join(folder, 'matrices', `${name}_${sha256.slice(0, 8)}`)
  mkdirSync(join(folder, 'matrices'), { recursive: true })
  const written = await duckdbColumnFiles.writeFrame(`${path}.parquet`, frame)
  if (!written.ok) throw new Error(written.trouble.message)
  writeFileSync(`${path}.json`, `${JSON.stringify(passport, null, 2)}\n`)
  return passport
}

export const LOGISTIC = 'model_type: logistic\n'

/** A workspace with bars, a matrix, and a way to train on it. */
export async function trainHouse(home: string, wish: MatrixWish = {}) {
  const house = await stockHouse(home)
  const passport = await layMatrix(house.folder, wish)
  const train = (spec: string, ...words: readonly string[]) =>
    assay(home, 'train', 'stocks', '--config', house.file('train.yaml', spec), '--workers', '1', ...words)
  const read = (path: string) => readFileSync(join(house.folder, path), 'utf8')
  return { ...house, passport, train, read }
}
