import type { ContractDetails } from '@stoqey/ib'
import type { VenueContract } from '../../../core/contract/download.ts'
import { venueContractSchema } from '../../../core/contract/download.ts'

/** Null: not a contract of a kind that is asked for here. */
export function decodeContract(details: ContractDetails): VenueContract | null {
  const { contract } = details
  const read = venueContractSchema.safeParse({
    conId: contract.conId,
    symbol: contract.symbol,
    securityType: contract.secType,
    exchange: contract.exchange,
    primaryExchange: contract.primaryExch ?? '',
    currency: contract.currency,
    localSymbol: contract.localSymbol ?? '',
    longName: details.longName ?? '',
    timeZone: details.timeZoneId ?? '',
  })
  return read.success ? read.data : null
}
