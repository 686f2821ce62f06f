import { type Failure, failure } from '../../outcome/outcome.ts'

/** Of files of other programs: more nodes than any sensible model has would only fill the memory. */
export const MOST_NODES = 4_000_000

export function unreadable(kind: string, what: string): Failure {
  return failure(
    'exchange-unreadable',
    `The ${kind} file ${what}.`,
    'Write it again with the program that made it; a file that was cut off or edited cannot be read.',
  )
}

export function unsupported(kind: string, what: string, hint: string): Failure {
  return failure('exchange-unsupported', `The ${kind} file ${what}.`, hint)
}

/** A model of ours that another program's format has no words for. */
export function notSayable(kind: string, what: string, hint: string): Failure {
  return failure('exchange-not-sayable', `${kind} cannot say this model: ${what}.`, hint)
}
