import process from 'node:process'
import { app, BrowserWindow, dialog, type MessagePortMain } from 'electron'
import type { EngineKeeper } from './engineKeeper.ts'

export type Quitting = {
  setJobs(jobCount: number): void
  /** Closing the last window under a job is quitting, and is asked about; so is leaving what is not saved. */
  holdWindow(window: BrowserWindow): void
}

/**
 * Ends the program in order: the person agrees, the windows close, the engine stops its jobs, and only then does the program go. Who goes on
 * working has a window again: `showWindow`.
 */
export function createQuitting(keeper: EngineKeeper<MessagePortMain>, showWindow: () => void): Quitting {
  let jobCount = 0
  let isAsking = false
  let agreed = false
  let isSignalled = false
  let engine: 'open' | 'stopping' | 'stopped' = 'open'

  async function ask(): Promise<void> {
    if (isAsking) return
    isAsking = true
    agreed = await agrees(jobCount)
    isAsking = false
    if (agreed) app.quit()
    else if (BrowserWindow.getAllWindows().length === 0) showWindow()
  }

  async function stopEngine(): Promise<void> {
    if (engine !== 'open') return
    engine = 'stopping'
    await keeper.close()
    engine = 'stopped'
    app.quit()
  }

  app.on('before-quit', (event) => {
    if (agreed || jobCount === 0) return
    event.preventDefault()
    void ask()
  })
  app.on('will-quit', (event) => {
    if (engine === 'stopped') return
    event.preventDefault()
    void stopEngine()
  })
  // Whoever sends a signal has decided.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      isSignalled = true
      agreed = true
      app.quit()
    })

  function holdWindow(window: BrowserWindow): void {
    window.on('close', (event) => {
      const isLast = BrowserWindow.getAllWindows().length === 1 && process.platform !== 'darwin'
      if (!isLast || jobCount === 0 || agreed) return
      event.preventDefault()
      void ask()
    })
    window.webContents.on('will-prevent-unload', (event) => {
      if (isSignalled || leavesUnsaved(window)) event.preventDefault()
      else agreed = false
    })
  }

  return {
    setJobs: (count) => {
      jobCount = count
    },
    holdWindow,
  }
}

async function agrees(jobCount: number): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: jobCount === 1 ? 'A job is at work.' : `${jobCount} jobs are at work.`,
    detail: 'Quitting stops those that this program started. What is finished is kept, and they can be continued.',
    buttons: ['Go on working', 'Stop and quit'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}

function leavesUnsaved(window: BrowserWindow): boolean {
  const response = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: 'There are changes that are not saved.',
    buttons: ['Stay', 'Leave without saving'],
    defaultId: 0,
    cancelId: 0,
  })
  return response === 1
}
