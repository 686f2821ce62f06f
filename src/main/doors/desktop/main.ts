import process from 'node:process'
import { app, dialog } from 'electron'
import type { Trouble } from '../../../core/outcome/outcome.ts'
import { openDesktop } from './openDesktop.ts'
import { announcePages } from './pageProtocol.ts'
import { type StartWords, startWords } from './startWords.ts'

app.setName('Assay')
// Windows shows notifications only of programs it can name: the id of electron-builder.yml.
app.setAppUserModelId('dev.assay.desktop')
announcePages()
const words = startWords(process.argv.slice(1), process.env)
if (words.ok) start(words.value)
else refuse(words.trouble)

/** A second start shows the windows of the first, which is told the home that was wished for. */
function start(wished: StartWords): void {
  if (!app.requestSingleInstanceLock({ home: wished.home })) {
    app.exit(0)
    return
  }
  // Not awaited: Electron is ready only after this file has come to its end.
  void app.whenReady().then(() => {
    const opened = openDesktop(wished)
    if (!opened.ok) refuse(opened.trouble)
  })
}

function refuse({ message, hint }: Trouble): void {
  dialog.showErrorBox('Assay cannot start', `${message}\n${hint}`)
  app.exit(1)
}
