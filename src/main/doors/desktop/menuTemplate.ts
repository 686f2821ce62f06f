import type { MenuItemConstructorOptions } from 'electron'
import type { MenuOrder } from '../../../core/contract/workbench/desktopBridge.ts'

export type MenuActions = {
  order(order: MenuOrder): void
  newWindow(): void
  startEngine(): void
}

type Items = MenuItemConstructorOptions[]

const LINE: MenuItemConstructorOptions = { type: 'separator' }

/** The menu of every window. Keys that the page itself takes stand there to be read, and are left to the page. */
export function menuTemplate(actions: MenuActions, isMac: boolean): Items {
  const order = (id: MenuOrder, label: string, accelerator?: string): MenuItemConstructorOptions => ({
    id,
    label,
    click: () => actions.order(id),
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
  })
  const settings = { ...order('settings', 'Settings', 'CmdOrCtrl+,'), registerAccelerator: true }
  const quit: Items = isMac ? [] : [LINE, { role: 'quit' }]
  const file: Items = [
    { id: 'new-window', label: 'New window', accelerator: 'CmdOrCtrl+Shift+N', click: actions.newWindow },
    order('home', 'Workspaces'),
    ...(isMac ? [] : [settings]),
    LINE,
    { id: 'start-engine', label: 'Start the engine again', click: actions.startEngine },
    LINE,
    { role: 'close' },
    ...quit,
  ]
  const view: Items = [
    order('palette', 'Search and commands', 'CmdOrCtrl+K'),
    order('theme', 'Dark or light'),
    LINE,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    LINE,
    { role: 'togglefullscreen' },
  ]
  const help: Items = [
    order('shortcuts', 'Keyboard shortcuts'),
    order('tour', 'Tour'),
    ...(isMac ? [] : [LINE, { role: 'about' } satisfies MenuItemConstructorOptions]),
  ]
  return [
    ...(isMac ? [macMenu(settings)] : []),
    { label: 'File', submenu: file },
    { label: 'Edit', submenu: EDIT },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
    { role: 'help', label: 'Help', submenu: help },
  ]
}

const EDIT: Items = [
  { role: 'undo' },
  { role: 'redo' },
  LINE,
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
]

function macMenu(settings: MenuItemConstructorOptions): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      LINE,
      settings,
      LINE,
      { role: 'services' },
      LINE,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      LINE,
      { role: 'quit' },
    ],
  }
}
