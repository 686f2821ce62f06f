import type { Outcome } from '../../../core/outcome/outcome.ts'
import { OwnFeatureStopped } from './ownFamilies.ts'

/** What a feature's own code does wrong is expected trouble. */
export async function stoppable<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof OwnFeatureStopped) return { ok: false, trouble: error.trouble }
    throw error
  }
}
