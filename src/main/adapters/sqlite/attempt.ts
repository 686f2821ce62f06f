import { type Outcome, success } from '../../../core/outcome/outcome.ts'
import { type DatabaseName, sqliteTrouble } from './sqliteTrouble.ts'

export function attempt<T>(name: DatabaseName, action: () => T): Outcome<T> {
  try {
    return success(action())
  } catch (error) {
    return sqliteTrouble(error, name)
  }
}
