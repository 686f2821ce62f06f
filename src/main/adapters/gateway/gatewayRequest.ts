import { HEAD_FROM, KEEP_UP_TO_DATE_FROM } from './gatewayVersions.ts'

/** What a client writes of a contract; empty text and conId 0 mean any. */
export type ContractWords = {
  readonly conId: number
  readonly symbol: string
  readonly securityType: string
  readonly exchange: string
  readonly primaryExchange: string
  readonly currency: string
  readonly localSymbol: string
}

export type HistoryWords = {
  readonly endText: string
  readonly barSize: string
  readonly duration: string
  readonly keepUpToDate: boolean
}

/** The questions that can be answered and go wrong. `schedule` comes as historical data with whatToShow SCHEDULE. */
export type GatewayRequest = {
  readonly kind: 'contract' | 'head' | 'bars' | 'schedule'
  readonly requestId: number
  readonly contract: ContractWords
  readonly regularHours: boolean
  readonly whatToShow: string
  readonly formatDate: number
  readonly history: HistoryWords
}

export const MESSAGE = {
  requestContract: 9,
  requestHistory: 20,
  cancelHistory: 25,
  requestIds: 8,
  requestAccounts: 17,
  requestTime: 49,
  startSession: 71,
  requestHead: 87,
  cancelHead: 90,
} as const

const NO_HISTORY: HistoryWords = { endText: '', barSize: '', duration: '', keepUpToDate: false }
const CONTRACT_FIELDS = 12

/** Null: it has not the fields of that message. */
export function readGatewayRequest(fields: readonly string[], version: number): GatewayRequest | null {
  switch (Number(fields[0])) {
    case MESSAGE.requestContract:
      return readContractRequest(fields)
    case MESSAGE.requestHead:
      return version < HEAD_FROM ? null : readHeadRequest(fields)
    case MESSAGE.requestHistory:
      return readHistoryRequest(fields, version)
    default:
      return null
  }
}

function readContractRequest(fields: readonly string[]): GatewayRequest | null {
  const requestId = wholeNumber(fields[2])
  if (requestId === null || fields[1] !== '8' || fields.length < 3 + CONTRACT_FIELDS) return null
  return {
    kind: 'contract',
    requestId,
    contract: readContract(fields, 3),
    regularHours: false,
    whatToShow: '',
    formatDate: 0,
    history: NO_HISTORY,
  }
}

function readHeadRequest(fields: readonly string[]): GatewayRequest | null {
  const requestId = wholeNumber(fields[1])
  const at = 2 + CONTRACT_FIELDS
  if (requestId === null || fields.length < at + 4) return null
  return {
    kind: 'head',
    requestId,
    contract: readContract(fields, 2),
    regularHours: isTrue(fields[at + 1]),
    whatToShow: fields[at + 2]!.toUpperCase(),
    formatDate: Number(fields[at + 3]),
    history: NO_HISTORY,
  }
}

function readHistoryRequest(fields: readonly string[], version: number): GatewayRequest | null {
  const first = version < KEEP_UP_TO_DATE_FROM ? 2 : 1
  const requestId = wholeNumber(fields[first])
  const at = first + 1 + CONTRACT_FIELDS
  if (requestId === null || fields.length < at + 7) return null
  const whatToShow = fields[at + 5]!.toUpperCase()
  return {
    kind: whatToShow === 'SCHEDULE' ? 'schedule' : 'bars',
    requestId,
    contract: readContract(fields, first + 1),
    regularHours: isTrue(fields[at + 4]),
    whatToShow,
    formatDate: Number(fields[at + 6]),
    history: {
      endText: fields[at + 1]!,
      barSize: fields[at + 2]!,
      duration: fields[at + 3]!,
      keepUpToDate: version >= KEEP_UP_TO_DATE_FROM && isTrue(fields[at + 7]),
    },
  }
}

function readContract(fields: readonly string[], at: number): ContractWords {
  return {
    conId: wholeNumber(fields[at]) ?? 0,
    symbol: fields[at + 1]!,
    securityType: fields[at + 2]!.toUpperCase(),
    exchange: fields[at + 7]!,
    primaryExchange: fields[at + 8]!,
    currency: fields[at + 9]!,
    localSymbol: fields[at + 10]!,
  }
}

function isTrue(field: string | undefined): boolean {
  return field === '1' || field === 'true'
}

/** Null: no whole number of 32 bits. */
export function wholeNumber(field: string | undefined): number | null {
  if (field === undefined || !/^-?\d{1,10}$/.test(field)) return null
  const value = Number(field)
  return value >= -2_147_483_648 && value <= 2_147_483_647 ? value : null
}
