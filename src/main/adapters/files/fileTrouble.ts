import { type Failure, failure } from '../../../core/outcome/outcome.ts'

/** Translates an error of the file system once; anything else is a bug and is thrown on. `what` ends the sentence "Cannot ...". */
export function fileTrouble(error: unknown, what: string): Failure {
  switch (errnoOf(error)) {
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return failure(
        'not-writable',
        `No permission to ${what}.`,
        'Check the rights of the folder, or choose another home with --home.',
      )
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return failure(
        'disk-full',
        `The disk is full: could not ${what}.`,
        'Free some space and run the same command again.',
      )
    case 'ENOENT':
      return failure(
        'file-missing',
        `Could not ${what}: it does not exist.`,
        'Check the name; was the file moved or removed?',
      )
    case 'EISDIR':
    case 'ENOTDIR':
    case 'ELOOP':
      return failure(
        'not-a-file',
        `Could not ${what}: a folder stands where a file is expected, or the reverse.`,
        'Check the path.',
      )
    default:
      return failure(
        'file-trouble',
        `Could not ${what} (${errnoOf(error)}).`,
        'Check the disk and the path, then run the command again.',
      )
  }
}

export function errnoOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
