import type { GatewayContract } from './gatewayMarket.ts'
import { GATEWAY_ZONE } from './newYorkTime.ts'

/** Public contract ids. The last one exists only here: it makes SPY without a currency ambiguous. */
export const SIMULATED_CONTRACTS: readonly GatewayContract[] = [
  coin(479624278, 'BTC', 'PAXOS', 'Bitcoin cryptocurrency', 0.25),
  coin(541686651, 'BTC', 'ZEROHASH', 'Bitcoin cryptocurrency', 0.25),
  coin(495759171, 'ETH', 'PAXOS', 'Ethereum cryptocurrency', 0.01),
  coin(541686654, 'ETH', 'ZEROHASH', 'Ethereum cryptocurrency', 0.01),
  stock(756733, 'SPY', 'ARCA', 'SPY', 'SPDR S&P 500 ETF TRUST', 'USD'),
  stock(320227571, 'QQQ', 'NASDAQ', 'NMS', 'INVESCO QQQ TRUST SERIES 1', 'USD'),
  stock(900000001, 'SPY', 'MEXI', 'SPY', 'SPDR S&P 500 ETF TRUST', 'MXN'),
]

function coin(conId: number, symbol: string, exchange: string, longName: string, minTick: number): GatewayContract {
  return {
    conId,
    symbol,
    securityType: 'CRYPTO',
    exchange,
    primaryExchange: '',
    currency: 'USD',
    localSymbol: `${symbol}.USD`,
    longName,
    timeZone: GATEWAY_ZONE,
    tradingClass: symbol,
    minTick,
    fractional: true,
  }
}

function stock(
  conId: number,
  symbol: string,
  primaryExchange: string,
  tradingClass: string,
  longName: string,
  currency: string,
): GatewayContract {
  return {
    conId,
    symbol,
    securityType: 'STK',
    exchange: 'SMART',
    primaryExchange,
    currency,
    localSymbol: symbol,
    longName,
    timeZone: GATEWAY_ZONE,
    tradingClass,
    minTick: 0.01,
    fractional: false,
  }
}
