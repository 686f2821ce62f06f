import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, dialog, nativeTheme, screen } from 'electron'
import { PAGE_ORIGIN } from './pageProtocol.ts'
import { LEAST_HEIGHT, LEAST_WIDTH, placeWindow, readWindowState, writeWindowState } from './windowState.ts'

const PRELOAD = fileURLToPath(new URL('../../../preload/preload.cjs', import.meta.url))
/** A further window stands a little beside the first. */
const STEP_PX = 28

/** A window on the page, where the last one stood. `stateFile` keeps that place. */
export function openWindow(stateFile: string): BrowserWindow {
  const displays = screen.getAllDisplays().map(({ workArea }) => workArea)
  const { maximized, ...bounds } = placeWindow(readWindowState(stateFile), displays)
  const beside = STEP_PX * BrowserWindow.getAllWindows().length
  const window = new BrowserWindow({
    ...bounds,
    x: bounds.x + beside,
    y: bounds.y + beside,
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    show: false,
    title: 'Assay',
    icon: join(app.getAppPath(), 'resources', 'icon', 'assay.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101418' : '#ffffff',
    webPreferences: {
      preload: PRELOAD,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (maximized && beside === 0) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    writeWindowState(stateFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  window.webContents.on('render-process-gone', (_event, { reason }) => void offerReload(window, reason))
  void window.loadURL(`${PAGE_ORIGIN}/`)
  return window
}

async function offerReload(window: BrowserWindow, reason: string): Promise<void> {
  if (window.isDestroyed() || reason === 'clean-exit') return
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: `The page stopped working (${reason}).`,
    detail: 'The engine and its jobs go on. Nothing was lost but what was not saved.',
    buttons: ['Load it again', 'Close the window'],
    cancelId: 0,
  })
  if (window.isDestroyed()) return
  if (response === 0) window.webContents.reload()
  else window.destroy()
}
