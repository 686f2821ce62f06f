import process from 'node:process'
import { app, dialog } from 'electron'
import { openDesktop } from './openDesktop.ts'
import { announcePages } from './pageProtocol.ts'
import { startWords } from './startWords.ts'

app.setName('Assay')
// Windows shows notifications only of programs it can name: the id of electron-builder.yml.
app.setAppUserModelId('dev.assay.desktop')
announcePages()
const words = startWords(process.argv.slice(1), process.env)
// A second start shows the windows of the first, which is told the home that was wished for.
if (app.requestSingleInstanceLock({ home: words.home })) {
  // Not awaited: Electron is ready only after this file has come to its end.
  void app.whenReady().then(() => {
    const opened = openDesktop(words)
    if (opened.ok) return
    dialog.showErrorBox('Assay cannot start', `${opened.trouble.message}\n${opened.trouble.hint}`)
    app.exit(1)
  })
} else app.exit(0)
