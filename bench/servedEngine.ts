import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const PROGRAM = fileURLToPath(new URL('../bin/assay', import.meta.url))
const PATIENCE_MS = 60_000

export type ServedEngine = { readonly url: string; readonly servedMs: number; stop(): Promise<void> }

/** `assay serve` over a home, until it prints its address. */
export function serveEngine(home: string, page: string): Promise<ServedEngine> {
  return new Promise((resolve, reject) => {
    const startMs = performance.now()
    const engine = spawn(PROGRAM, ['--home', home, 'serve', '--port', '0', '--page', page], {
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    const ended = new Promise<void>((done) => engine.once('exit', () => done()))
    const impatience = setTimeout(() => engine.kill('SIGKILL'), PATIENCE_MS)
    let said = ''
    engine.stderr.on('data', (chunk) => {
      said += chunk
      const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(said)?.[0]
      if (url === undefined) return
      clearTimeout(impatience)
      resolve({
        url,
        servedMs: performance.now() - startMs,
        stop: () => {
          engine.kill('SIGTERM')
          return ended
        },
      })
    })
    engine.once('exit', (code) => reject(new Error(`assay serve ended with ${code}: ${said}`)))
  })
}
