import type { Terminal } from '../terminal.ts'
import { onOneLine } from './onOneLine.ts'
import type { ProgressDisplay } from './progressDisplay.ts'
import { progressLines } from './progressLines.ts'
import { EMPTY_PROGRESS, foldProgress } from './progressState.ts'

const HIDE_CURSOR = '\u001b[?25l'
const SHOW_CURSOR = '\u001b[?25h'

/** One block, redrawn in place; notes stay above it. */
export function createLiveProgress(terminal: Pick<Terminal, 'printError' | 'columns'>): ProgressDisplay {
  let state = EMPTY_PROGRESS
  let drawn: readonly string[] = []
  const redraw = (above: string) => {
    const lines = progressLines(state, terminal.columns())
    if (above === '' && lines.join('\n') === drawn.join('\n')) return
    const erase = drawn.length > 0 ? `\u001b[${drawn.length}A\r\u001b[0J` : HIDE_CURSOR
    terminal.printError(`${erase}${above}${lines.map((line) => `${line}\n`).join('')}`)
    drawn = lines
  }
  return {
    show: (event) => {
      state = foldProgress(state, event)
      redraw(event.type === 'note' ? `${onOneLine(event.text)}\n` : '')
    },
    close: () => terminal.printError(SHOW_CURSOR),
  }
}
