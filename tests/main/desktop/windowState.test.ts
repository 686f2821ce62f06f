import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from '../../../src/main/doors/desktop/windowState.ts'

const LEFT = { x: 0, y: 25, width: 1920, height: 1055 }
const RIGHT = { x: 1920, y: 0, width: 1280, height: 800 }
const state = { x: 2000, y: 40, width: 1000, height: 700, maximized: true }
let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-window-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('where a window opens', () => {
  it('is where it stood, as long as that display is there', () => {
    expect(placeWindow(state, [LEFT, RIGHT])).toEqual(state)
    expect(placeWindow(state, [LEFT])).toEqual({ ...state, x: 460, y: 203 })
  })

  it('is the middle of the first display at first, and never larger than it', () => {
    expect(placeWindow(null, [LEFT])).toEqual({ x: 240, y: 103, width: 1440, height: 900, maximized: false })
    expect(placeWindow(null, [RIGHT])).toMatchObject({ width: 1280, height: 800, x: 1920, y: 0 })
  })

  it('always leaves a handle on a display', () => {
    const place = fc.integer({ min: -100_000, max: 100_000 })
    const any = fc.record({ x: place, y: place, width: place, height: place, maximized: fc.boolean() })
    fc.assert(
      fc.property(any, (kept) => {
        const { x, y, width } = placeWindow(kept, [LEFT, RIGHT])
        const shown = [LEFT, RIGHT].some(
          (display) =>
            Math.min(x + width, display.x + display.width) - Math.max(x, display.x) >= 120 &&
            y >= display.y &&
            y + 30 <= display.y + display.height,
        )
        expect(shown).toBe(true)
      }),
    )
  })

  it('is read back as it was written; what cannot be read counts for nothing', () => {
    const file = join(folder, 'deep', 'window.json')
    expect(readWindowState(file)).toBeNull()
    writeWindowState(file, state)
    expect(readWindowState(file)).toEqual(state)
    for (const text of [
      '',
      '{',
      '{"x":1}',
      JSON.stringify({ ...state, width: 'wide' }),
      JSON.stringify({ ...state, x: 1e9 }),
    ]) {
      writeFileSync(file, text)
      expect(readWindowState(file)).toBeNull()
    }
    writeWindowState(join(file, 'no-folder', 'window.json'), state)
  })
})
