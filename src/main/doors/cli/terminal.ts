import process from 'node:process'
import { createInterface } from 'node:readline/promises'

/** What the command line knows of the world outside: where it prints and what a person answers. */
export type Terminal = {
  readonly print: (text: string) => void
  readonly printError: (text: string) => void
  /** Standard error is a screen that can be redrawn. */
  readonly isLive: boolean
  readonly columns: () => number
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Null where nobody can be asked. */
  readonly ask: ((question: string) => Promise<string>) | null
  /** Calls back at Ctrl-C or a polite end; answers how to stop listening. */
  readonly onInterrupt: (handler: () => void) => () => void
}

export function processTerminal(): Terminal {
  return {
    print: (text) => void process.stdout.write(text),
    printError: (text) => void process.stderr.write(text),
    isLive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    columns: () => process.stderr.columns ?? 80,
    environment: process.env,
    ask: process.stdin.isTTY === true && process.stderr.isTTY === true ? askPerson : null,
    onInterrupt,
  }
}

async function askPerson(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    return await Promise.race([lines.question(question), closed])
  } finally {
    lines.close()
  }
}

function onInterrupt(handler: () => void): () => void {
  process.on('SIGINT', handler)
  process.on('SIGTERM', handler)
  return () => {
    process.off('SIGINT', handler)
    process.off('SIGTERM', handler)
  }
}
