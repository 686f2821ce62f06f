import type { Figure } from './figure.ts'
import { atLeast, atMost, type Bench, told } from './figure.ts'
import { CLEAN_CASES } from './leakClean.ts'
import { leakMarket, scanCase } from './leakMarket.ts'
import { PLANTED_LEAKS, RESTLESS } from './leakPlanted.ts'

const BARS = 3_000
const ROUNDS = 5

/** Planted leaks found and clean cases flagged by the scan that every result carries, on other bars and cuts each round; the worst round counts. */
export const run: Bench = async () => {
  let least = PLANTED_LEAKS.length
  let most = 0
  let compared = 0
  const startMs = performance.now()
  for (let round = 1; round <= ROUNDS; round++) {
    const market = leakMarket(round, BARS)
    const missed = PLANTED_LEAKS.filter((leak) => scanCase(leak, market, round).findings.length === 0)
    const scans = CLEAN_CASES.map((each) => ({ name: each.name, scan: scanCase(each, market, round) }))
    const flagged = scans.filter(({ scan }) => !scan.clean || scan.unproven.length > 0)
    compared += scans.reduce((sum, { scan }) => sum + scan.checked, 0)
    least = Math.min(least, PLANTED_LEAKS.length - missed.length)
    most = Math.max(most, flagged.length)
    console.log(
      `round ${round}/${ROUNDS}: missed [${missed.map(({ name }) => name).join('; ')}], flagged [${flagged.map(({ name }) => name).join('; ')}]`,
    )
  }
  const figures: Figure[] = [
    atLeast('planted leaks found, worst round', least, `of ${PLANTED_LEAKS.length}`, PLANTED_LEAKS.length),
    atMost('clean cases flagged, worst round', most, `of ${CLEAN_CASES.length}`, 0),
    atLeast(
      'what is not the same twice, found',
      scanCase(RESTLESS, leakMarket(1, BARS), 1).findings.length,
      'findings',
      1,
    ),
    told('values compared in clean cases', compared, 'values'),
    told('time', (performance.now() - startMs) / 1_000, 's'),
  ]
  return figures
}
