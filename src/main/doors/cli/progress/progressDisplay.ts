import type { JobEvent } from '../../../../core/contract/jobEvent.ts'
import type { Terminal } from '../terminal.ts'
import { createJsonProgress } from './jsonProgress.ts'
import { createLiveProgress } from './liveProgress.ts'
import { createPlainProgress } from './plainProgress.ts'

export const PROGRESS_MODES = ['json', 'live', 'plain', 'none'] as const
export type ProgressMode = (typeof PROGRESS_MODES)[number]

/** Shows what a job tells; always on standard error, so that standard output holds the result alone. */
export type ProgressDisplay = { readonly show: (event: JobEvent) => void; readonly close: () => void }

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
