import type { Terminal } from '../terminal.ts'
import { createJsonProgress } from './jsonProgress.ts'
import { createLiveProgress } from './liveProgress.ts'
import { createPlainProgress } from './plainProgress.ts'
import type { ProgressDisplay, ProgressMode } from './progressDisplay.ts'

/** Without a wish: redrawn on a screen, plain lines otherwise. */
export function createProgress(terminal: Terminal, wish?: ProgressMode): ProgressDisplay {
  switch (wish ?? (terminal.isLive ? 'live' : 'plain')) {
    case 'json':
      return createJsonProgress(terminal)
    case 'live':
      return createLiveProgress(terminal)
    case 'plain':
      return createPlainProgress(terminal)
    case 'none':
      return { show: () => {}, close: () => {} }
  }
}
