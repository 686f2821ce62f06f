import { EventEmitter } from 'node:events'

type Answer = { readonly cancel?: boolean }
type RequestListener = (request: { readonly url: string }, answer: (answer: Answer) => void) => void
type CheckHandler = (contents: null, permission: string, origin: string) => boolean

/** The default session: what a page is refused is refused by the rules that the program gave here, or by nobody. */
export class SessionDouble extends EventEmitter {
  private requestListener: RequestListener | null = null
  private checkHandler: CheckHandler | null = null
  readonly webRequest = {
    onBeforeRequest: (listener: RequestListener) => {
      this.requestListener = listener
    },
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.checkHandler = handler
  }

  setPermissionRequestHandler(): void {}
  setDevicePermissionHandler(): void {}
  setSpellCheckerEnabled(): void {}

  /** Electron grants what nobody refuses. */
  grants(permission: string, origin: string): boolean {
    return this.checkHandler === null || this.checkHandler(null, permission, origin)
  }

  async admits(url: string): Promise<boolean> {
    const listener = this.requestListener
    if (listener === null) return true
    return new Promise((resolve) => listener({ url }, ({ cancel }) => resolve(cancel !== true)))
  }
}
