import { join } from 'node:path'
import process from 'node:process'
import { app, BrowserWindow, dialog, Menu, MessageChannelMain, type MessagePortMain } from 'electron'
import { DESKTOP_CHANNELS, type MenuOrder } from '../../../core/contract/workbench/desktopBridge.ts'
import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { assembleTime } from '../../assemble.ts'
import { readPageFiles } from '../server/pageFiles.ts'
import { startElectronEngine } from './electronEngine.ts'
import { createEngineKeeper, type EngineKeeper } from './engineKeeper.ts'
import { createWakefulness, noticeEnd } from './jobManners.ts'
import { watchJobs } from './jobWatch.ts'
import { menuTemplate } from './menuTemplate.ts'
import { openWindow } from './openWindow.ts'
import { servePages } from './pageProtocol.ts'
import { answerPages, tellPages } from './pageRequests.ts'
import { rulePages } from './pageRules.ts'
import { portWire } from './portWire.ts'
import { createQuitting, type Quitting } from './quitting.ts'
import type { StartWords } from './startWords.ts'

/** The whole desktop door, once Electron is ready. Errors: `page-missing`, `page-too-large`. */
export function openDesktop(words: StartWords): Outcome<void> {
  const page = words.page ?? join(app.getAppPath(), 'out', 'page')
  const files = readPageFiles(page)
  if (!files.ok) return files
  rulePages(app)
  servePages(files.value)
  const keeper = keepEngine(words.home, page)
  answerPages(keeper)
  const showWindow = () => openOrShow(quitting)
  const quitting = createQuitting(keeper, showWindow)
  watchJobs({
    timer: assembleTime().timer,
    openWire: async () => {
      const line = await keeper.openLine()
      return line.ok ? success(portWire(line.value)) : line
    },
    onWork: countJobs(quitting),
    onEnded: (job) => noticeEnd(job, showWindow),
  })
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(
        {
          order: sendOrder,
          newWindow: () => newWindow(quitting),
          startEngine: keeper.startAgain,
        },
        process.platform === 'darwin',
      ),
    ),
  )
  app.on('second-instance', (_event, _words, _folder, wished) => {
    showWindow()
    tellOtherHome(wished, words.home)
  })
  app.on('activate', showWindow)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  newWindow(quitting)
  return success(undefined)
}

function keepEngine(home: string, page: string): EngineKeeper<MessagePortMain> {
  const keeper = createEngineKeeper<MessagePortMain>({
    ...assembleTime(),
    start: (onEnd) => startElectronEngine({ home, page }, onEnd),
    newLine: () => {
      const { port1, port2 } = new MessageChannelMain()
      return { engine: port1, page: port2 }
    },
    onLost: (reason, gaveUp) => {
      tellPages({ assayEngine: 'lost', reason })
      if (gaveUp) void offerStart(reason, () => keeper.startAgain())
    },
  })
  return keeper
}

async function offerStart(reason: string, startAgain: () => void): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The engine does not stay alive.',
    detail: reason,
    buttons: ['Start it again', 'Not now'],
    cancelId: 1,
  })
  if (response === 0) startAgain()
}

function countJobs(quitting: Quitting): (jobCount: number) => void {
  const stayAwake = createWakefulness()
  return (jobCount) => {
    stayAwake(jobCount)
    quitting.setJobs(jobCount)
  }
}

function newWindow(quitting: Quitting): void {
  quitting.holdWindow(openWindow(join(app.getPath('userData'), 'window.json')))
}

function openOrShow(quitting: Quitting): void {
  const [window] = BrowserWindow.getAllWindows()
  if (window === undefined) newWindow(quitting)
  else {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }
}

function sendOrder(order: MenuOrder): void {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]
  window?.webContents.send(DESKTOP_CHANNELS.order, order)
}

function tellOtherHome(wished: unknown, home: string): void {
  if (typeof wished !== 'object' || wished === null || !('home' in wished) || wished.home === home) return
  void dialog.showMessageBox({
    type: 'info',
    message: `Assay is open on ${home} already.`,
    detail: `To work in ${String(wished.home)}, quit it first and start it again.`,
  })
}
