/** The client's own limit on a message. */
const LONGEST_FRAME = 0xffffff

/**
 * Follows the lengths in a stream of frames (4 bytes big-endian, then that many bytes), however it is cut into chunks. The library trusts
 * these lengths: one of -4 would keep it turning for ever. Answers false at the first impossible length; nothing after it can be read.
 */
export function createFrameGuard(): (chunk: Uint8Array) => boolean {
  let bodyLeft = 0
  let headLeft = 4
  let length = 0
  return (chunk) => {
    let position = 0
    while (position < chunk.length) {
      if (bodyLeft > 0) {
        const step = Math.min(bodyLeft, chunk.length - position)
        bodyLeft -= step
        position += step
        continue
      }
      length = length * 256 + chunk[position]!
      position += 1
      headLeft -= 1
      if (headLeft > 0) continue
      if (length < 1 || length > LONGEST_FRAME) return false
      bodyLeft = length
      length = 0
      headLeft = 4
    }
    return true
  }
}
