import type { JsonValue } from '../../../core/contract/jsonValue.ts'

/** What a worker is started with. `stop[0]` is 1 once its units are to end. */
export type WorkerSetup = { readonly stop: Int32Array; readonly payload: unknown }

export type UnitOrder = { readonly index: number; readonly unit: JsonValue }

export type UnitReport =
  | {
      readonly type: 'beat'
      readonly index: number
      readonly done: number
      readonly total: number
      readonly note: string
    }
  | { readonly type: 'result'; readonly index: number; readonly result: JsonValue }
  | { readonly type: 'cancelled'; readonly index: number }
  | { readonly type: 'thrown'; readonly index: number; readonly error: unknown }
