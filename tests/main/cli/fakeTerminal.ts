import type { Terminal } from '../../../src/main/doors/cli/terminal.ts'

export type FakeTerminal = Terminal & {
  readonly out: () => string
  readonly err: () => string
  readonly interrupt: () => void
}

export function fakeTerminal(options: { answer?: string; live?: boolean; home?: string } = {}): FakeTerminal {
  let out = ''
  let err = ''
  const handlers = new Set<() => void>()
  const { answer } = options
  return {
    print: (text) => {
      out += text
    },
    printError: (text) => {
      err += text
    },
    isLive: options.live ?? false,
    columns: () => 80,
    environment: options.home === undefined ? {} : { ASSAY_HOME: options.home },
    ask: answer === undefined ? null : async () => answer,
    onInterrupt: (handler) => {
      handlers.add(handler)
      return () => handlers.delete(handler)
    },
    out: () => out,
    err: () => err,
    interrupt: () => {
      for (const handler of handlers) handler()
    },
  }
}
