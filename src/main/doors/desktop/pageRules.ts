import { type App, type Session, session, type WebContents } from 'electron'
import { PAGE_ORIGIN } from './pageProtocol.ts'

/** The page may put text on the clipboard. It may do nothing else that a browser would ask about. */
const GRANTED: readonly string[] = ['clipboard-sanitized-write']

/** What no page of this program may do, whatever it holds: leave, open windows, ask for devices, reach the network. */
export function rulePages(app: App): void {
  const { defaultSession } = session
  app.on('web-contents-created', (_event, contents) => holdPage(contents))
  refusePermissions(defaultSession)
  defaultSession.webRequest.onBeforeRequest((request, answer) => answer({ cancel: !isLocal(request.url) }))
  defaultSession.on('will-download', (event, item) => {
    // What the page itself made, such as a file of a bundle; Electron asks where it is to go.
    if (!item.getURL().startsWith(`blob:${PAGE_ORIGIN}/`)) event.preventDefault()
  })
  // The dictionaries of the spell checker would be fetched from the network.
  defaultSession.setSpellCheckerEnabled(false)
}

function refusePermissions(of: Session): void {
  of.setPermissionRequestHandler((contents, permission, answer) =>
    answer(GRANTED.includes(permission) && isPage(contents.getURL())),
  )
  of.setPermissionCheckHandler((_contents, permission, origin) => GRANTED.includes(permission) && isPage(`${origin}/`))
  of.setDevicePermissionHandler(() => false)
}

function holdPage(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

export function isPage(url: string): boolean {
  return url.startsWith(`${PAGE_ORIGIN}/`)
}

function isLocal(url: string): boolean {
  return isPage(url) || /^(data|blob|devtools):/.test(url)
}
