/** The bytes of a published file as the engine sent it. */
export function bytesOf({ encoding, content }: { readonly encoding: 'text' | 'base64'; readonly content: string }) {
  if (encoding === 'text') return new TextEncoder().encode(content)
  return Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
}
