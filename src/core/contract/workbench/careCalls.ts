import { z } from 'zod'
import type { CleanPlan, CleanReport, MachineReport } from './careViews.ts'
import { call } from './rpc.ts'

/** What was built in a clone of the sources is not for a window: it is served from there. */
const scope = z.enum(['runtime', 'all'])

export const CARE_CALLS = {
  /** What can be removed of the whole home without losing data, ledger or published results. Nothing is changed. */
  'home.cleaning': call<CleanPlan>()(z.strictObject({ scope })),
  /** Removes it, where the list is still of so many files and bytes as was agreed to. Error `clean-list-changed`. */
  'home.clean': call<CleanReport>()(
    z.strictObject({ scope, files: z.number().int().min(0), bytes: z.number().int().min(0) }),
  ),
  /** Whether the machine has all that the program needs. */
  'home.machine': call<MachineReport>()(z.strictObject({})),
}
