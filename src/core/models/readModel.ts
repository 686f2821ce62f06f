import { failure, type Outcome, success } from '../outcome/outcome.ts'
import type { RegressionTree } from './boosting/regressionTree.ts'
import { type Model, type ModelData, modelOf } from './model.ts'

/** The model that `toJson` wrote, from parsed JSON that is not trusted. Fails with `model-invalid`. */
export function readModel(json: unknown): Outcome<Model> {
  const data = readData(json)
  return data === null
    ? failure(
        'model-invalid',
        'The stored model is damaged or was written by another version.',
        'Delete the stored model and run the stage again: it is fitted anew from the same data.',
      )
    : success(modelOf(data))
}

function readData(json: unknown): ModelData | null {
  if (!isRecord(json)) return null
  const names = strings(json.names)
  if (names === null) return null
  if (json.kind === 'logistic-regression') return readLogistic(json, names)
  if (json.kind === 'gradient-boosting') return readBoosting(json, names)
  return null
}

function readLogistic(json: JsonRecord, names: readonly string[]): ModelData | null {
  if (!isRecord(json.scaler)) return null
  const means = numbers(json.scaler.means, names.length)
  const deviations = numbers(json.scaler.deviations, names.length)
  const coefficients = numbers(json.coefficients, names.length)
  const intercept = json.intercept
  if (means === null || deviations === null || coefficients === null || !isFiniteNumber(intercept)) return null
  return { kind: 'logistic-regression', names, scaler: { means, deviations }, intercept, coefficients }
}

function readBoosting(json: JsonRecord, names: readonly string[]): ModelData | null {
  const baseMargin = json.baseMargin
  if (!isFiniteNumber(baseMargin) || !Array.isArray(json.trees)) return null
  const trees: RegressionTree[] = []
  for (const item of json.trees) {
    const tree = readTree(item, names.length)
    if (tree === null) return null
    trees.push(tree)
  }
  return { kind: 'gradient-boosting', names, baseMargin, trees }
}

function readTree(json: unknown, columns: number): RegressionTree | null {
  if (!isRecord(json) || !Array.isArray(json.column) || json.column.length === 0) return null
  const size = json.column.length
  const column = numbers(json.column, size)
  const threshold = numbersOrNulls(json.threshold, size)
  const missingLeft = numbers(json.missingLeft, size)
  const left = numbers(json.left, size)
  const right = numbers(json.right, size)
  const value = numbers(json.value, size)
  const gain = numbers(json.gain, size)
  const cover = numbers(json.cover, size)
  if (!column || !threshold || !missingLeft || !left || !right || !value || !gain || !cover) return null
  const isChild = (child: number, parent: number) => Number.isInteger(child) && child > parent && child < size
  const sound = column.every(
    (feature, node) =>
      feature === -1 ||
      (Number.isInteger(feature) &&
        feature >= 0 &&
        feature < columns &&
        isChild(left[node]!, node) &&
        isChild(right[node]!, node)),
  )
  return sound ? { column, threshold, missingLeft, left, right, value, gain, cover } : null
}

type JsonRecord = Readonly<Record<string, unknown>>

function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function strings(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : null
}

function numbers(value: unknown, length: number): readonly number[] | null {
  return Array.isArray(value) && value.length === length && value.every(isFiniteNumber) ? value : null
}

function numbersOrNulls(value: unknown, length: number): readonly (number | null)[] | null {
  const fits =
    Array.isArray(value) && value.length === length && value.every((item) => item === null || isFiniteNumber(item))
  return fits ? value : null
}
