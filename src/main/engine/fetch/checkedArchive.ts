import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'
import type { Digests } from '../ports/digests.ts'
import type { FetchedArchive } from './fetchSource.ts'

/** `<sha256>  <name>`, as sha256sum writes it; null where it is none. */
function checksumIn(text: string): string | null {
  return /^([0-9a-fA-F]{64})\b/.exec(text.trim())?.[1]?.toLowerCase() ?? null
}

/** Errors: `answer-not-zip`, `checksum-wrong`, `checksum-unreadable`. `checksum` null: there is none. */
export function checkedArchive(
  digests: Digests,
  name: string,
  bytes: Uint8Array,
  checksum: string | null,
): Outcome<FetchedArchive> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b)
    return failure(
      'answer-not-zip',
      `What came for ${name} is no archive${bytes[0] === 0x3c ? ' but a web page' : ''}.`,
      'A proxy, a login page or a block may stand between; open the address in a browser.',
    )
  if (checksum === null) return success({ bytes, sha256: null })
  const wanted = checksumIn(checksum)
  if (wanted === null)
    return failure('checksum-unreadable', `The checksum of ${name} cannot be read.`, 'Fetch it again later.')
  const digest = digests.open()
  digest.update(bytes)
  const found = digest.hex()
  if (found === wanted) return success({ bytes, sha256: found })
  return failure(
    'checksum-wrong',
    `The SHA-256 of ${name} is not the one that its source publishes.`,
    'The file is damaged or was changed on the way; fetch it again later. Nothing of it was kept.',
  )
}
