import { type Failure, failure } from '../../../core/outcome/outcome.ts'

export function notYet(what: string): Failure {
  return failure('not-yet', `${what} is not built yet.`, 'See the project’s open issues for when it comes.')
}
