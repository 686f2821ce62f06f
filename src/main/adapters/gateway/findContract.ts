import type { GatewayContract } from './gatewayMarket.ts'
import type { ContractWords } from './gatewayRequest.ts'

/** All contracts that the words fit; empty words fit everything, but the symbol or the contract id must be there. */
export function findContracts(contracts: readonly GatewayContract[], words: ContractWords): readonly GatewayContract[] {
  if (words.conId === 0 && words.symbol === '' && words.localSymbol === '') return []
  return contracts.filter(
    (contract) =>
      (words.conId === 0 || words.conId === contract.conId) &&
      fits(words.symbol, contract.symbol) &&
      fits(words.securityType, contract.securityType) &&
      fits(words.exchange, contract.exchange) &&
      fits(words.currency, contract.currency) &&
      fits(words.localSymbol, contract.localSymbol) &&
      fits(words.primaryExchange === 'ISLAND' ? 'NASDAQ' : words.primaryExchange, contract.primaryExchange),
  )
}

function fits(word: string, value: string): boolean {
  return word === '' || word === value
}
