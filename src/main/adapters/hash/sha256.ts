import { createHash } from 'node:crypto'
import type { Hash } from '../../../core/contract/hash.ts'

export const sha256: Hash = (content) => createHash('sha256').update(content).digest('hex')
