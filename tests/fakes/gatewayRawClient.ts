import type { Socket } from 'node:net'
import { connect } from 'node:net'

export type RawClient = {
  readonly socket: Socket
  /** Everything that came, in order. */
  readonly received: string[][]
  send(...fields: (string | number)[]): void
  /** The first message (after those already given) that fits; rejects when the socket closes before it. */
  next(fits: (fields: readonly string[]) => boolean): Promise<string[]>
  closed: Promise<void>
  /** Bytes of a frame that is not complete. */
  restBytes(): number
}

export function frame(...fields: (string | number)[]): Buffer {
  const body = Buffer.from(fields.map((field) => `${field}\0`).join(''))
  const head = Buffer.alloc(4)
  head.writeUInt32BE(body.length)
  return Buffer.concat([head, body])
}

export function greeting(versions: string): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(versions.length)
  return Buffer.concat([Buffer.from('API\0'), head, Buffer.from(versions)])
}

/** A socket that reads frames and knows nothing else of the protocol. */
export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect({ host: '127.0.0.1', port })
  let rest: Buffer = Buffer.alloc(0)
  let given = 0
  let isClosed = false
  const received: string[][] = []
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const look of [...waiting]) look()
  }
  socket.on('error', () => undefined)
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 4 && rest.length >= 4 + rest.readUInt32BE(0)) {
      const length = rest.readUInt32BE(0)
      received.push(
        rest
          .subarray(4, 4 + length)
          .toString('utf8')
          .split('\0')
          .slice(0, -1),
      )
      rest = rest.subarray(4 + length)
    }
    wake()
  })
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      isClosed = true
      resolve()
      wake()
    })
  })
  await new Promise<void>((resolve) => {
    socket.once('connect', resolve)
    socket.once('close', resolve)
  })
  return {
    socket,
    received,
    closed,
    restBytes: () => rest.length,
    send: (...fields) => void socket.write(frame(...fields)),
    next: (fits) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const place = received.findIndex((fields, k) => k >= given && fits(fields))
          if (place < 0 && !isClosed) return
          waiting.delete(look)
          if (place < 0) {
            reject(new Error(`closed; received ${JSON.stringify(received.slice(given)).slice(0, 500)}`))
            return
          }
          given = place + 1
          resolve(received[place]!)
        }
        waiting.add(look)
        look()
      }),
  }
}

/** Greets, starts the session and waits for the last farm. */
export async function startedClient(port: number, clientId = 1, versions = 'v100..193'): Promise<RawClient> {
  const client = await rawClient(port)
  client.socket.write(greeting(versions))
  await client.next(() => true)
  client.send(71, 2, clientId, '')
  await client.next((fields) => fields[0] === '4' && fields[3] === '2158')
  return client
}

export const BTC = [479624278, 'BTC', 'CRYPTO', '', '', '', '', 'PAXOS', '', 'USD', '', ''] as const
export const SPY = [756733, 'SPY', 'STK', '', '', '', '', 'SMART', '', 'USD', '', ''] as const

export type HistoryTerms = {
  readonly end?: string
  readonly barSize?: string
  readonly duration?: string
  readonly regularHours?: number
  readonly what?: string
  readonly formatDate?: number
  readonly keepUpToDate?: number
}

/** Message 20 of version 124 and later. */
export function historyFields(
  id: number,
  contract: readonly (string | number)[] = BTC,
  terms: HistoryTerms = {},
): (string | number)[] {
  const { end = '20261119-00:00:00', barSize = '1 hour', duration = '1 D', regularHours = 0 } = terms
  const { what = 'AGGTRADES', formatDate = 2, keepUpToDate = 0 } = terms
  return [20, id, ...contract, 0, end, barSize, duration, regularHours, what, formatDate, keepUpToDate, '']
}

/** Message 87. */
export function headFields(id: number, what = 'AGGTRADES'): (string | number)[] {
  return [87, id, ...BTC, 0, 0, what, 2]
}

/** Message 9 of version 176 and later. */
export function contractFields(id: number, contract: readonly (string | number)[] = BTC): (string | number)[] {
  return [9, 8, id, ...contract, 0, '', '', '']
}

export function isError(code: number, id?: number): (fields: readonly string[]) => boolean {
  return (fields) => fields[0] === '4' && fields[3] === String(code) && (id === undefined || fields[2] === String(id))
}

export function isMessage(id: number): (fields: readonly string[]) => boolean {
  return (fields) => fields[0] === String(id)
}
