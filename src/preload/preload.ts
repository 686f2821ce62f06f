import { contextBridge, ipcRenderer, webUtils } from 'electron'
import { DESKTOP_CHANNELS, type DesktopBridge } from '../core/contract/workbench/desktopBridge.ts'

const bridge: DesktopBridge<File> = {
  dial: () => ipcRenderer.send(DESKTOP_CHANNELS.dial),
  pickFile: (endings) => ipcRenderer.invoke(DESKTOP_CHANNELS.pickFile, endings),
  pickFolder: () => ipcRenderer.invoke(DESKTOP_CHANNELS.pickFolder),
  showFolder: (path) => ipcRenderer.invoke(DESKTOP_CHANNELS.showFolder, path),
  pathOf: (file) => webUtils.getPathForFile(file),
  onOrder: (listener) => {
    ipcRenderer.on(DESKTOP_CHANNELS.order, (_event, order) => listener(String(order)))
  },
}

contextBridge.exposeInMainWorld('assayHost', bridge)
// A port cannot cross the bridge; it can be handed to the window itself.
ipcRenderer.on(DESKTOP_CHANNELS.engine, (event, news) => window.postMessage(news, location.origin, [...event.ports]))
