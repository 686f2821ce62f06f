/** `due[i]`: what a long pays at bar i, the sum of the rates since the bar before. `isKnown[i]`: whether the rates around bar i are there (1), so that a 0 is one. */
export type FundingAtBars = { readonly due: Float64Array; readonly isKnown: Uint8Array }

/** Of the usual time between rates: a bar that is so far from both its neighbours stands where one did not come. */
const NEAR = 0.99

/** Rates (fractions of value, by the time they fall due, ascending) put on bars that start at `timeMs`. Bars that none stands near, by the usual time between them, are not known. */
export function fundingAtBars(timeMs: Float64Array, eventMs: Float64Array, rate: Float64Array): FundingAtBars {
  const due = new Float64Array(timeMs.length)
  const isKnown = new Uint8Array(timeMs.length)
  const usual = medianGap(eventMs)
  let next = 0
  for (let bar = 0; bar < timeMs.length; bar++) {
    const at = timeMs[bar]!
    for (; next < eventMs.length && eventMs[next]! <= at; next++) if (bar > 0) due[bar] = due[bar]! + rate[next]!
    const before = next > 0 ? at - eventMs[next - 1]! : Number.POSITIVE_INFINITY
    const after = next < eventMs.length ? eventMs[next]! - at : Number.POSITIVE_INFINITY
    isKnown[bar] = Math.min(before, after) < NEAR * usual ? 1 : 0
  }
  return { due, isKnown }
}

function medianGap(eventMs: Float64Array): number {
  const gaps = eventMs.subarray(1).map((time, row) => time - eventMs[row]!)
  return gaps.length === 0 ? 0 : gaps.sort()[gaps.length >> 1]!
}
