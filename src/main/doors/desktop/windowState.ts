import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

const whole = z.number().int().min(-100_000).max(100_000)
const stateSchema = z.object({ x: whole, y: whole, width: whole, height: whole, maximized: z.boolean() })

/** Pixels of the desktop, which may have several displays and negative places. */
export type Rectangle = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export type WindowState = z.infer<typeof stateSchema>

export const LEAST_WIDTH = 900
export const LEAST_HEIGHT = 600
const USUAL_WIDTH = 1440
const USUAL_HEIGHT = 900
/** So much of the title bar must be on a display that the window can be taken and moved. */
const HANDLE_WIDTH = 120
const HANDLE_HEIGHT = 30

/** Null where there is none, or none that can be read: where a window stood is nothing to fail for. */
export function readWindowState(file: string): WindowState | null {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, `${JSON.stringify(state)}\n`)
    renameSync(`${file}.new`, file)
  } catch {
    // The next window opens where windows usually open.
  }
}

/** Where the window stood, if that place is still on a display; else its size in the middle of the first one. Displays are work areas. */
export function placeWindow(state: WindowState | null, displays: readonly Rectangle[]): WindowState {
  const first = displays[0] ?? { x: 0, y: 0, width: USUAL_WIDTH, height: USUAL_HEIGHT }
  const home = state === null ? first : (displays.find((display) => holdsHandle(display, state)) ?? first)
  const width = between(LEAST_WIDTH, state?.width ?? USUAL_WIDTH, home.width)
  const height = between(LEAST_HEIGHT, state?.height ?? USUAL_HEIGHT, home.height)
  const maximized = state?.maximized ?? false
  if (state !== null && holdsHandle(home, { ...state, width })) return { ...state, width, height }
  const x = home.x + Math.round((home.width - width) / 2)
  const y = home.y + Math.round((home.height - height) / 2)
  return { x, y, width, height, maximized }
}

function holdsHandle(display: Rectangle, { x, y, width }: Rectangle): boolean {
  const shown = Math.min(x + width, display.x + display.width) - Math.max(x, display.x)
  return shown >= HANDLE_WIDTH && y >= display.y && y + HANDLE_HEIGHT <= display.y + display.height
}

function between(least: number, value: number, most: number): number {
  return Math.max(least, Math.min(value, Math.max(least, most)))
}
