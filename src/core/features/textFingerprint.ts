const OFFSET_BASIS = 0xcbf29ce484222325n
const PRIME = 0x100000001b3n
const MASK = 0xffffffffffffffffn

/** 16 hexadecimal digits of a text (FNV-1a, 64 bits, over UTF-16 code units): tells versions apart, proves nothing. */
export function textFingerprint(text: string): string {
  let hash = OFFSET_BASIS
  for (let place = 0; place < text.length; place++) hash = ((hash ^ BigInt(text.charCodeAt(place))) * PRIME) & MASK
  return hash.toString(16).padStart(16, '0')
}
