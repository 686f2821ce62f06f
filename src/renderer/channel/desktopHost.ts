import type { DesktopBridge } from '../../core/contract/workbench/desktopBridge.ts'
import { failure, type Outcome, success } from '../../core/outcome/outcome.ts'
import type { Host } from '../data/host.ts'

/** What the preload put into this page; null in a browser. */
export function desktopBridge(): DesktopBridge<File> | null {
  const { assayHost } = window as Window & { readonly assayHost?: DesktopBridge<File> }
  return assayHost ?? null
}

/** A window of the desktop: the system's own dialogs, and the orders of its menu. */
export function desktopHost(bridge: DesktopBridge<File>): Host {
  const listeners = new Set<(order: string) => void>()
  bridge.onOrder((order) => {
    for (const listener of [...listeners]) listener(order)
  })
  return {
    kind: 'desktop',
    pickFile: async (endings) => {
      const picked = await asked(bridge.pickFile([...endings]))
      if (!picked.ok || picked.value === null) return picked.ok ? success(null) : picked
      const path = picked.value
      return success({ path, name: path.split(/[/\\]/).at(-1) ?? path })
    },
    takeFile: async (file) => {
      const path = bridge.pathOf(file)
      return path === '' ? noPath(file.name) : success({ path, name: file.name })
    },
    pickFolder: () => asked(bridge.pickFolder()),
    showFolder: (path) => shown(bridge, path),
    onOrder: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

function noPath(name: string): Outcome<never> {
  return failure(
    'file-has-no-path',
    `${name} is no file on this machine.`,
    'Save it in a folder first, then choose it.',
  )
}

async function shown(bridge: DesktopBridge<File>, path: string): Promise<Outcome<void>> {
  const isShown = await bridge.showFolder(path).catch(() => false)
  return isShown
    ? success(undefined)
    : failure(
        'folder-not-shown',
        `The folder ${path} could not be shown.`,
        'It may have been moved: look for it by its path.',
      )
}

async function asked(answer: Promise<string | null>): Promise<Outcome<string | null>> {
  try {
    return success(await answer)
  } catch {
    return failure('no-dialog', 'The system opened no dialog.', 'Type the path by hand, or start Assay again.')
  }
}
