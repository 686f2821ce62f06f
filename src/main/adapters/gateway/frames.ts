import { OLDEST_VERSION } from './gatewayVersions.ts'

/** Far above any honest question; a client that sends more is dropped. */
const MOST_FRAME_BYTES = 65_536
const MOST_FIELDS = 1_000
const GREETING = Buffer.from('API\0', 'latin1')

/** One message: length, then fields of text, each ended by NUL. */
export function encodeFrame(fields: readonly (string | number)[]): Buffer {
  const body = Buffer.from(`${fields.join('\0')}\0`, 'utf8')
  const frame = Buffer.allocUnsafe(4 + body.length)
  frame.writeUInt32BE(body.length, 0)
  body.copy(frame, 4)
  return frame
}

export type FrameReader = {
  /** The texts of the frames that are complete now, the first of them the client's versions; null: this is no TWS client, and nothing more is read. */
  push(chunk: Buffer): readonly string[] | null
}

/** Reads `API`, NUL, and frames. Holds one unfinished frame at most. */
export function frameReader(): FrameReader {
  let rest: Buffer = Buffer.alloc(0)
  let greeted = false
  let broken = false
  const giveUp = (): null => {
    broken = true
    rest = Buffer.alloc(0)
    return null
  }
  const greet = (): boolean => {
    const seen = Math.min(rest.length, GREETING.length)
    if (!rest.subarray(0, seen).equals(GREETING.subarray(0, seen))) return false
    if (seen < GREETING.length) return true
    greeted = true
    rest = rest.subarray(GREETING.length)
    return true
  }
  return {
    push(chunk) {
      if (broken) return null
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      if (!greeted && !greet()) return giveUp()
      const texts: string[] = []
      while (greeted && rest.length >= 4) {
        const length = rest.readUInt32BE(0)
        if (length > MOST_FRAME_BYTES) return giveUp()
        if (rest.length < 4 + length) break
        texts.push(rest.subarray(4, 4 + length).toString('utf8'))
        rest = rest.subarray(4 + length)
      }
      return texts
    },
  }
}

/** Null: more fields than any message has. */
export function fieldsOf(text: string): readonly string[] | null {
  const fields = text.split('\0', MOST_FIELDS + 2)
  if (fields.at(-1) === '') fields.pop()
  return fields.length > MOST_FIELDS ? null : fields
}

/** From `v100..193`, perhaps with options behind a space. Null: the two share no version. */
export function negotiatedVersion(text: string, ownVersion: number): number | null {
  const match = /^v(\d{1,6})(?:\.\.(\d{1,6}))?(?: |\0|$)/.exec(text)
  if (match === null) return null
  const least = Number(match[1])
  const version = Math.min(Number(match[2] ?? match[1]), ownVersion)
  return version < Math.max(least, OLDEST_VERSION) ? null : version
}
