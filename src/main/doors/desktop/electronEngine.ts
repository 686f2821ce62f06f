import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type MessagePortMain, utilityProcess } from 'electron'
import type { EngineProcess } from './engineKeeper.ts'
import { type EngineOrder, isEngineAnswer } from './engineMessages.ts'
import { createLastWords } from './lastWords.ts'

export type EnginePlaces = { readonly home: string; readonly page: string }

/** The engine in a process of Electron's own, so that no computing and no crash of it ever holds up a window. */
export function startElectronEngine(
  { home, page }: EnginePlaces,
  onEnd: (how: string) => void,
): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(fileURLToPath(new URL('./engine.js', import.meta.url)), [], {
    serviceName: 'Assay engine',
    stdio: 'pipe',
  })
  const lastWords = createLastWords()
  const answers = new Map<number, (reason: string) => void>()
  let lastId = 0
  const order = (message: EngineOrder, ports: MessagePortMain[] = []) => child.postMessage(message, ports)
  child.stdout?.on('data', (bytes: Buffer) => process.stdout.write(bytes))
  child.stderr?.on('data', (bytes: Buffer) => {
    process.stderr.write(bytes)
    lastWords.add(bytes.toString('utf8'))
  })
  child.on('message', (message: unknown) => {
    if (!isEngineAnswer(message)) return
    answers.get(message.id)?.(message.reason)
    answers.delete(message.id)
  })
  child.on('exit', (exitCode) => {
    const how = lastWords.text() === '' ? `exit code ${exitCode}` : `exit code ${exitCode}: ${lastWords.text()}`
    for (const answer of answers.values()) answer('The engine stopped')
    onEnd(how)
  })
  order({ kind: 'open', home, page, program: process.execPath })
  return {
    serve: (port) => {
      lastId++
      const id = lastId
      order({ kind: 'page', id }, [port])
      return new Promise((resolve) => answers.set(id, resolve))
    },
    stop: () => order({ kind: 'stop' }),
    kill: () => void child.kill(),
  }
}
