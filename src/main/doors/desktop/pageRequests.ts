import {
  BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  type MessagePortMain,
  shell,
} from 'electron'
import { DESKTOP_CHANNELS, type EngineNews } from '../../../core/contract/workbench/desktopBridge.ts'
import type { EngineKeeper } from './engineKeeper.ts'
import { folderToShow } from './folderToShow.ts'
import { isPage } from './pageRules.ts'

const ENDING = /^\.?[a-z0-9]{1,12}$/i
const MOST_ENDINGS = 20

/** What a page may ask of its window. Everything else it asks the engine. */
export function answerPages(keeper: EngineKeeper<MessagePortMain>): void {
  ipcMain.on(DESKTOP_CHANNELS.dial, (event) => {
    if (isFromPage(event)) void handLine(event, keeper)
  })
  ipcMain.handle(DESKTOP_CHANNELS.pickFile, (event, endings: unknown) => {
    if (!isFromPage(event)) return null
    const extensions = endingsOf(endings)
    return pick(
      event,
      ['openFile'],
      [
        ...(extensions.length === 0 ? [] : [{ name: extensions.map((ending) => `.${ending}`).join(', '), extensions }]),
        { name: 'All files', extensions: ['*'] },
      ],
    )
  })
  ipcMain.handle(DESKTOP_CHANNELS.pickFolder, (event) =>
    isFromPage(event) ? pick(event, ['openDirectory', 'createDirectory'], []) : null,
  )
  ipcMain.handle(DESKTOP_CHANNELS.showFolder, (event, path: unknown) => {
    const folder = isFromPage(event) ? folderToShow(path) : null
    if (folder !== null) shell.showItemInFolder(folder)
    return folder !== null
  })
}

/** To every window, whatever it shows now. */
export function tellPages(news: EngineNews): void {
  for (const window of BrowserWindow.getAllWindows()) window.webContents.postMessage(DESKTOP_CHANNELS.engine, news)
}

async function handLine({ sender }: IpcMainEvent, keeper: EngineKeeper<MessagePortMain>): Promise<void> {
  const line = await keeper.openLine()
  if (sender.isDestroyed()) {
    if (line.ok) line.value.close()
    return
  }
  const news: EngineNews = line.ok
    ? { assayEngine: 'open', reason: '' }
    : { assayEngine: 'refused', reason: line.trouble.message }
  sender.postMessage(DESKTOP_CHANNELS.engine, news, line.ok ? [line.value] : [])
}

function isFromPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && isPage(senderFrame.url)
}

async function pick(
  { sender }: IpcMainInvokeEvent,
  properties: ('openFile' | 'openDirectory' | 'createDirectory')[],
  filters: { name: string; extensions: string[] }[],
): Promise<string | null> {
  const window = BrowserWindow.fromWebContents(sender)
  if (window === null) return null
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties, filters })
  return canceled ? null : (filePaths[0] ?? null)
}

function endingsOf(given: unknown): string[] {
  if (!Array.isArray(given)) return []
  const endings = given.filter((ending): ending is string => typeof ending === 'string' && ENDING.test(ending))
  return endings.slice(0, MOST_ENDINGS).map((ending) => ending.replace('.', ''))
}
