import { countWords } from '../../time/countWords.ts'
import { basisPoints, percentText, probabilityText } from '../candidates/plainNumbers.ts'
import { smallestUplift } from '../control/discoveryPower.ts'
import type { DiscoveryFindings } from '../discoveryFindings.ts'

const BPS = 10_000

/** What came of a discovery in plain sentences: what was asked, what is left after paying for all of it, and what could have been found at all. */
export function discoveryWords(findings: DiscoveryFindings): readonly string[] {
  if (findings.tested === 0) return [askedWords(findings), 'Nothing was tested, so nothing can be said about an edge.']
  return [
    askedWords(findings),
    resultWords(findings),
    candidateWords(findings),
    bestWords(findings),
    `${powerWords(findings)}${closestWords(findings)}`,
  ]
}

function askedWords({ declared, tested, refused }: DiscoveryFindings): string {
  const left = tested === 0 ? refused : declared - tested
  const untold = left === 0 ? '' : ` ${left} had too little to be tested with and count all the same.`
  return `${countWords(declared, 'hypothesis was', 'hypotheses were')} declared, ${tested} tested.${untold}`
}

function resultWords({ discoveriesByBenjaminiYekutieli: found, ...rest }: DiscoveryFindings): string {
  const rate = percentText(rest.falseDiscoveryRate)
  if (found === 0) {
    const near = rest.discoveriesByBenjaminiHochberg
    const beside =
      near === 0
        ? ''
        : ` Benjamini and Hochberg's rule would let ${near} pass, but it is not valid where tests depend on each other negatively, as long and short variants do.`
    return `Nothing was found: no hypothesis stands out from this many at a false discovery rate of ${rate}.${beside}`
  }
  return `${found} ${found === 1 ? 'stands' : 'stand'} out at a false discovery rate of ${rate} (Benjamini and Yekutieli); ${rest.familyWise} also with a family-wise p-value of at most ${rest.falseDiscoveryRate} (Romano and Wolf).`
}

function candidateWords({ candidates, discoveriesByBenjaminiYekutieli: found }: DiscoveryFindings): string {
  const edges = candidates.filter(({ standing }) => standing === 'candidate').length
  if (found === 0) return 'There is no edge candidate.'
  if (edges > 0)
    return `${edges} of them ${edges === 1 ? 'passes' : 'pass'} every rule that decides and ${edges === 1 ? 'is an edge candidate' : 'are edge candidates'}: found on these bars, and still to be proven on bars that no one has looked at.`
  return 'None of them passes every rule that decides, so there is no edge candidate.'
}

function bestWords({ best }: DiscoveryFindings): string {
  const { luckiest, pRealityCheck, pSpaConsistent } = best
  if (luckiest === null) return 'The best of all could not be judged.'
  return `Is the best of all (${luckiest}) more than the luckiest of so many? Reality check p ${probabilityText(pRealityCheck)}, SPA p ${probabilityText(pSpaConsistent)}.`
}

function powerWords({ power }: DiscoveryFindings): string {
  const { medianEffectiveEvents, smallestEffect, smallestUpliftBps } = power
  if (smallestEffect === null || medianEffectiveEvents === null) return 'What could have been found cannot be said.'
  const inBps = smallestUpliftBps === null ? '' : ` (about ${basisPoints(smallestUpliftBps / BPS)} a trade)`
  return `What could have been found: with ${countWords(Math.round(medianEffectiveEvents), 'effective event')}, as the middle hypothesis has, an edge of ${smallestEffect.toFixed(2)} deviations of one trade's return${inBps} would have been found four times in five; a smaller one could be there unseen.`
}

/** What the one with the smallest p-value shows beside what it would have had to be, where nothing was found. */
function closestWords({
  results,
  falseDiscoveryRate,
  discoveriesByBenjaminiYekutieli: found,
}: DiscoveryFindings): string {
  const tested = results.filter(({ pValue }) => pValue !== null)
  const [first] = tested
  if (found > 0 || first === undefined) return ''
  const closest = tested.reduce((best, result) => (result.pValue! < best.pValue! ? result : best), first)
  const needed = smallestUplift(closest, results.length, falseDiscoveryRate)
  if (needed === null) return ''
  return ` The one with the smallest p-value (${closest.hypothesis.id}) shows an uplift of ${basisPoints(closest.uplift)}; with its events, a true one of ${basisPoints(needed)} would have been found as often.`
}
