import { unzipSync } from 'fflate'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { ZipFiles } from '../../engine/ports/zipFiles.ts'

class TooBig extends Error {}

export const zipFiles: ZipFiles = {
  unzip(bytes, mostBytes) {
    let wholeBytes = 0
    try {
      const entries = unzipSync(bytes, {
        filter: ({ originalSize }) => {
          wholeBytes += originalSize
          if (wholeBytes > mostBytes) throw new TooBig()
          return true
        },
      })
      return success(Object.entries(entries).map(([name, content]) => ({ name, bytes: content })))
    } catch (error) {
      if (error instanceof TooBig)
        return failure(
          'zip-too-big',
          `Unpacked, the archive is larger than ${mostBytes} bytes.`,
          'Look at the file by hand before you trust its source.',
        )
      return failure(
        'zip-broken',
        'The archive cannot be unpacked.',
        'Fetch it again; if it stays so, tell its source.',
      )
    }
  },
}
