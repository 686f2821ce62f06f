import { countWords } from '../time/countWords.ts'

/** Whether bars that are to be sealed are still unseen, in a sentence. `lookedAt`: trials whose bars reach beyond the boundary. */
export function seenBeyond(lookedAt: number): string {
  if (lookedAt === 0) return 'No trial of the ledger has looked beyond that.'
  const [has, it] = lookedAt === 1 ? ['has', 'it'] : ['have', 'they']
  return `${countWords(lookedAt, 'trial')} of the ledger ${has} looked beyond that: what ${it} saw is no longer unseen.`
}
