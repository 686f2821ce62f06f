import type { Terminal } from '../terminal.ts'
import type { ProgressDisplay } from './progressDisplay.ts'

export function createJsonProgress(terminal: Pick<Terminal, 'printError'>): ProgressDisplay {
  return { show: (event) => terminal.printError(`${JSON.stringify(event)}\n`), close: () => {} }
}
