import type { DownloadTerms } from '../../../core/contract/download.ts'
import type { JobRequest } from '../../../core/contract/workbench/api.ts'
import type { SeriesView } from '../../../core/contract/workbench/views.ts'

/**
 * The wish to keep a downloaded series up to date, and with it all series of the workspace's interval that were downloaded alike: one watch has one kind of bars and one venue.
 * Null: it is of another interval, or not from a download.
 */
export function watchRequest(
  shown: SeriesView | undefined,
  all: readonly SeriesView[],
  interval: string,
): Extract<JobRequest, { readonly kind: 'watch' }> | null {
  const terms = shown?.passport.interval === interval ? termsOf(shown) : null
  if (terms === null) return null
  const alike = all.filter((one) => {
    const others = one.passport.interval === interval ? termsOf(one) : null
    return others !== null && sameKind(terms, others)
  })
  const isCrypto = terms.contract.securityType === 'CRYPTO'
  return {
    kind: 'watch',
    what: terms.whatToShow,
    venue: terms.contract.exchange,
    symbols: alike.map(({ passport }) => passport.symbol),
    ...(isCrypto || terms.regularHours ? {} : { allHours: true }),
  }
}

function termsOf({ passport }: SeriesView): DownloadTerms | null {
  return passport.completeness?.terms ?? null
}

function sameKind(left: DownloadTerms, right: DownloadTerms): boolean {
  return (
    left.contract.securityType === right.contract.securityType &&
    left.contract.exchange === right.contract.exchange &&
    left.whatToShow === right.whatToShow &&
    left.regularHours === right.regularHours
  )
}
