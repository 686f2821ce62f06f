import { success } from '../../core/outcome/outcome.ts'
import type { Host } from '../data/host.ts'
import { upload } from './upload.ts'

/** A tab: its files are handed to the engine, because a page never learns where they lie. */
export function browserHost(): Host {
  return {
    kind: 'browser',
    pickFile: async (endings, onProgress, signal) => {
      const file = await chosenFile(endings)
      return file === null ? success(null) : upload(file, onProgress, signal)
    },
    takeFile: upload,
    pickFolder: null,
    showFolder: null,
    onOrder: () => () => {},
  }
}

function chosenFile(endings: readonly string[]): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.onchange = () => resolve(input.files?.[0] ?? null)
    input.oncancel = () => resolve(null)
    input.click()
  })
}
