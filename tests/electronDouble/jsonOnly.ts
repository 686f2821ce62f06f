/** What crosses between the processes of the stand-in: JSON and nothing else. Electron would take more; our doors send no more. */
export function jsonOnly(value: unknown): string {
  const text = JSON.stringify(value ?? null, (_key, part: unknown) => {
    if (typeof part === 'function' || typeof part === 'symbol') throw new Error('An object could not be cloned.')
    if (typeof part === 'number' && !Number.isFinite(part)) throw new Error('The double carries JSON only.')
    return part
  })
  return text
}
