import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

/** A version that may be named behind the workspace or by `--model`. Error `model-not-named`. */
export function givenModel(name: string | undefined): Outcome<string> {
  if (name !== undefined && name.trim() !== '') return success(name)
  return failure('model-not-named', 'No model was named.', 'Name it behind the workspace: ID, or ID@1f0a93bc.')
}
