import { readFileSync } from 'node:fs'
import { failure, success } from '../../../core/outcome/outcome.ts'
import type { OwnFeatures } from '../../engine/ports/ownFeatures.ts'
import { openOwnFeature } from './ownFeatureThread.ts'
import { checkTypes } from './typeCheck.ts'

const LIMIT_MS = 20_000

/** Types are checked by TypeScript; the code itself runs as it is, its types taken off by Node, in a thread that can be ended. */
export function createOwnFeatures(declarations: URL, limitMs = LIMIT_MS): OwnFeatures {
  return {
    declarations: () => {
      try {
        return success(readFileSync(declarations, 'utf8'))
      } catch {
        return failure(
          'type-check-failed',
          'The declarations for your own features are not where the program keeps them.',
          'Install the program again.',
        )
      }
    },
    checkTypes,
    open: (path, sha256) => openOwnFeature(path, sha256, limitMs),
  }
}
