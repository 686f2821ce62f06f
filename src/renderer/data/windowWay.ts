import { WINDOW_WAYS, type WindowWay } from './windowWays.ts'

/** Null: nothing better is known here than the hint of the engine. */
export function windowWay(code: string): WindowWay | null {
  return Object.hasOwn(WINDOW_WAYS, code) ? (WINDOW_WAYS[code] ?? null) : null
}
