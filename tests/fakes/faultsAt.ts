import type { FaultKind, FaultPlan } from '../../src/main/adapters/gateway/faults.ts'

/** A fault at each of the named questions, and nowhere else. */
export function faultsAt(faults: readonly { readonly request: number; readonly kind: FaultKind }[]): FaultPlan {
  const byIndex = new Map(faults.map(({ request, kind }) => [request, kind]))
  return ({ index }) => byIndex.get(index) ?? null
}
