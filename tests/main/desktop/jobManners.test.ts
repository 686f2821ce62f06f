import { afterEach, expect, it, vi } from 'vitest'
import type { JobView } from '../../../src/core/contract/workbench/views.ts'
import { createWakefulness, noticeEnd } from '../../../src/main/doors/desktop/jobManners.ts'

const desktop = vi.hoisted(() => {
  const said: string[] = []
  let isFocused = false
  class Notification {
    private readonly title: string
    constructor({ title }: { readonly title: string }) {
      this.title = title
    }
    static isSupported(): boolean {
      return true
    }
    on(_event: string, listener: () => void): void {
      listener()
    }
    show(): void {
      said.push(this.title)
    }
  }
  return {
    said,
    focus: (focused: boolean) => {
      isFocused = focused
    },
    module: {
      BrowserWindow: { getFocusedWindow: () => (isFocused ? {} : null) },
      Notification,
      powerSaveBlocker: {
        start: (type: string) => said.push(`start ${type}`),
        stop: (id: number) => said.push(`stop ${id}`),
      },
    },
  }
})
vi.mock('electron', () => desktop.module)

afterEach(() => {
  desktop.said.length = 0
})

it('holds sleep off from the first job to the last', () => {
  const count = createWakefulness()
  for (const jobs of [0, 1, 2, 1, 0, 0, 1]) count(jobs)
  expect(desktop.said).toEqual(['start prevent-app-suspension', 'stop 1', 'start prevent-app-suspension'])
})

it('notifies of a long job only while no window has the focus; a click shows the window', () => {
  const job = { kind: 'pipeline', workspace: 'kraken', state: 'done', startedMs: 0, endedMs: 31_000, trouble: null }
  const onClick = vi.fn()
  desktop.focus(true)
  noticeEnd(job as unknown as JobView, onClick)
  expect(desktop.said).toEqual([])
  desktop.focus(false)
  noticeEnd(job as unknown as JobView, onClick)
  expect(desktop.said).toEqual(['The run of kraken is done'])
  expect(onClick).toHaveBeenCalledOnce()
})
