import type { BeatEvent } from '../../../../core/contract/jobEvent.ts'
import type { Terminal } from '../terminal.ts'
import { durationText } from './durationText.ts'
import { onOneLine } from './onOneLine.ts'
import type { ProgressDisplay } from './progressDisplay.ts'

const LEAST_GAP_MS = 1000

/** One line a stage start, stage end and note; beats at most one a second. */
export function createPlainProgress(terminal: Pick<Terminal, 'printError'>): ProgressDisplay {
  const print = (text: string) => terminal.printError(`${onOneLine(text)}\n`)
  let lastMs = Number.NEGATIVE_INFINITY
  return {
    show: (event) => {
      switch (event.type) {
        case 'stage-start':
          lastMs = Number.NEGATIVE_INFINITY
          return print(`${event.stage}: started`)
        case 'stage-end':
          return print(`${event.stage}: done in ${event.elapsedSeconds.toFixed(1)} s`)
        case 'note':
          return print(event.text)
        case 'beat':
          if (event.elapsedMs >= lastMs && event.elapsedMs - lastMs < LEAST_GAP_MS) return
          lastMs = event.elapsedMs
          return print(beatLine(event))
      }
    },
    close: () => {},
  }
}

function beatLine({ stage, done, total, elapsedMs, etaMs, note }: BeatEvent): string {
  const left = etaMs === null ? '' : `, about ${durationText(etaMs)} left`
  const share = total > 0 ? `${done}/${total}, ` : ''
  return `${stage}: ${share}${durationText(elapsedMs)}${left}${note === '' ? '' : ` - ${note}`}`
}
