import type { NamedColumn } from '../ports/barFiles.ts'
import type { Digests } from '../ports/digests.ts'

/** The SHA-256 that names a matrix (see `storeMatrices`), a column at a time: the whole text would be hundreds of megabytes. */
export function* matrixSha256(digests: Digests, columns: readonly NamedColumn[]): Generator<void, string> {
  const digest = digests.open()
  const encoder = new TextEncoder()
  const add = (text: string) => digest.update(encoder.encode(text))
  add(`{"names":${JSON.stringify(columns.map(({ name }) => name))},"columns":[`)
  for (const [place, { values }] of columns.entries()) {
    // JSON writes what is not finite as null, as the run did.
    add(`${place === 0 ? '' : ','}${JSON.stringify(Array.from(values))}`)
    yield
  }
  add(']}')
  return digest.hex()
}
