import type { LeaderboardEntry } from '../contract/leaderboard.ts'
import type { GateResult } from '../contract/summary.ts'

type Scanned = Pick<LeaderboardEntry, 'leakScan'>

/** No result passes without a scan of everything that it rests on: what could not be scanned fails as what leaks. */
export function passesLeakGate({ leakScan }: Scanned): boolean {
  return leakScan?.state === 'clean'
}

/** The same with its reason. */
export function leakGate(entry: Scanned): GateResult {
  const pass = passesLeakGate(entry)
  return {
    id: 'leak-scan',
    threshold: 'is clean',
    value: pass ? 1 : 0,
    pass,
    reason: entry.leakScan?.reason ?? 'It carries no leak scan, so nothing shows that it saw no later bar.',
    advice:
      entry.leakScan?.state === 'unproven'
        ? 'Let what it rests on be computed here: train the model, bring its file (assay models import), or write its signal as a feature of your own.'
        : 'Update the board (assay leaderboard update); a result without a scan is made anew by its own command.',
  }
}
