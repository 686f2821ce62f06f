import type { Hash } from '../../contract/hash.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** A script as a Content Security Policy names it: `'sha256-...'`, Base64 (RFC 4648) of the hash of its text. */
export function scriptHash(source: string, hash: Hash): string {
  const bytes = hash(source)
    .match(/../g)!
    .map((hex) => Number.parseInt(hex, 16))
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [first = 0, second = 0, third = 0] = bytes.slice(at, at + 3)
    const word = (first << 16) | (second << 8) | third
    const known = Math.min(4, bytes.length - at + 1)
    for (let place = 0; place < 4; place++) text += place < known ? DIGITS[(word >> (18 - 6 * place)) & 63]! : '='
  }
  return `'sha256-${text}'`
}
