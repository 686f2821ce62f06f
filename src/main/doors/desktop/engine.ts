import process from 'node:process'
import { assembleEngineHost, assembleEngineRecords, assembleTime } from '../../assemble.ts'
import { openEngineWire } from '../server/engineWire.ts'
import { createEngineDoor, type EngineDoor } from './engineDoor.ts'
import type { EngineAnswer, EngineOrder } from './engineMessages.ts'
import { portWire } from './portWire.ts'

// The engine's own process. Whatever it is to do comes from the main process; it ends when that one ends.

let door: EngineDoor | null = null
// A Ctrl-C reaches all processes of a terminal: the main process then says what is to be done.
process.on('SIGINT', () => {})

process.parentPort.on('message', ({ data, ports }) => {
  const order: EngineOrder = data
  if (order.kind === 'open') door = openDoor(order.home, order.page, order.program)
  if (order.kind === 'page') for (const port of ports) void serve(order.id, port)
  if (order.kind === 'stop') void stop()
})

function openDoor(home: string, page: string, program: string): EngineDoor {
  return createEngineDoor({
    ...assembleTime(),
    records: assembleEngineRecords(home),
    // Electron is a Node when it is told so: it runs the command line for the jobs.
    openHost: () => assembleEngineHost(home, { path: program, environment: { ELECTRON_RUN_AS_NODE: '1' } }),
    page,
    joinEngine: openEngineWire,
    onBug: (name, error) => console.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`),
  })
}

async function serve(id: number, port: Electron.MessagePortMain): Promise<void> {
  const served = await door?.serve(portWire(port))
  const reason = served === undefined ? 'The engine was not opened.' : served.ok ? '' : served.trouble.message
  if (reason !== '') port.close()
  const answer: EngineAnswer = { id, reason }
  process.parentPort.postMessage(answer)
}

async function stop(): Promise<void> {
  await door?.close()
  process.exit(0)
}
