import type { MatrixCheck, MatrixReport } from '../../../src/core/contract/workbench/buildViews.ts'
import type { ExaminedMatrix } from '../../../src/core/validation/matrix/examinedMatrix.ts'
import { matrixReport } from '../../../src/core/validation/matrixReport.ts'

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2021, 0, 1)

export const NOTHING_FOUND = { scanned: null, leaking: [], unproven: [] }

/** Columns by name; rows an hour apart with labels 0 1 0 1 ... that end before the next row, one key, and a clean scan of all columns. */
export function matrixOf(
  columns: Readonly<Record<string, readonly number[]>>,
  changes: Partial<ExaminedMatrix> = {},
): ExaminedMatrix {
  const names = Object.keys(columns)
  const rows = columns[names[0]!]?.length ?? 0
  const each = (value: (row: number) => number) => Float64Array.from({ length: rows }, (_, row) => value(row))
  return {
    names,
    columns: names.map((name) => Float64Array.from(columns[name]!)),
    timeMs: each((row) => START_MS + row * HOUR_MS),
    keys: [{ name: 'role', values: each(() => 0) }],
    label: each((row) => row % 2),
    labelEndMs: each((row) => START_MS + (row + 0.5) * HOUR_MS),
    uniqueness: each(() => 1),
    lookAhead: { scanned: names, leaking: [], unproven: [] },
    ...changes,
  }
}

export function reportOf(matrix: ExaminedMatrix): MatrixReport {
  const work = matrixReport(matrix)
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}

export function checkOf(matrix: ExaminedMatrix, id: string): MatrixCheck {
  return reportOf(matrix).checks.find((check) => check.id === id)!
}

/** `severity code`, of all checks. */
export function found(matrix: ExaminedMatrix): readonly string[] {
  return reportOf(matrix).checks.flatMap(({ findings }) => findings.map(({ severity, code }) => `${severity} ${code}`))
}

/** Columns without any trouble: waves that no other one follows. */
export function waves(rows: number, count: number): Record<string, readonly number[]> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, column) => [
      `wave_${column}`,
      Array.from({ length: rows }, (_unused, row) => Math.sin(row * (0.7 + 0.31 * column) + column)),
    ]),
  )
}
