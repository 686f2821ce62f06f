/** An answer of code and text, in the words of TWS. */
export type GatewayTrouble = { readonly code: number; readonly text: string }

const HISTORY = 'Historical Market Data Service error message:'

export const PACING: GatewayTrouble = { code: 162, text: `${HISTORY}Historical data request pacing violation` }
export const FOREIGN: GatewayTrouble = {
  code: 162,
  text: 'Mensaje de error del Servicio de Datos de Mercado Históricos:La petición no pudo atenderse en este momento',
}
export const UNKNOWN_CONTRACT: GatewayTrouble = {
  code: 200,
  text: 'No security definition has been found for the request',
}
export const CLIENT_ID_TAKEN: GatewayTrouble = {
  code: 326,
  text: 'Unable to connect as the client id is already in use. Retry with a unique client id.',
}
export const UPSTREAM_LOST: GatewayTrouble = {
  code: 1100,
  text: 'Connectivity between IBKR and Trader Workstation has been lost.',
}
export const UPSTREAM_BACK_LOST: GatewayTrouble = {
  code: 1101,
  text: 'Connectivity between IBKR and Trader Workstation has been restored - data lost.',
}
export const UPSTREAM_BACK_KEPT: GatewayTrouble = {
  code: 1102,
  text: 'Connectivity between IBKR and Trader Workstation has been restored - data maintained. All data farms are connected: usfarm; ushmds; secdefnj.',
}
export const FARMS: readonly GatewayTrouble[] = [
  { code: 2104, text: 'Market data farm connection is OK:usfarm' },
  { code: 2106, text: 'HMDS data farm connection is OK:ushmds' },
  { code: 2158, text: 'Sec-def data farm connection is OK:secdefnj' },
]
export const BAD_END_TIME: GatewayTrouble = {
  code: 10314,
  text: 'End Date/Time: The date, time, or time-zone entered is invalid. The correct format is yyyymmdd hh:mm:ss xx/xxxx where yyyymmdd and xx/xxxx are optional. E.g.: 20031126 15:59:00 US/Eastern Note that there is a space between the date and time, and between the time and time-zone. If no date is specified, current date is assumed. If no time-zone is specified, local time-zone is assumed(deprecated). You can also provide yyyymmddd-hh:mm:ss time is in UTC. Note that there is a dash between the date and time in UTC notation.',
}
export const SCHEDULE_NEEDS_DAYS: GatewayTrouble = {
  code: 10295,
  text: 'Historical schedule requests are supported for 1 day bar size only',
}
export const TOO_LONG: GatewayTrouble = { code: 162, text: `${HISTORY}Time length exceed max.` }
export const ZONELESS: GatewayTrouble = {
  code: 2174,
  text: 'Warning: You submitted request with date-time attributes without explicit time zone. Please switch to use yyyymmdd-hh:mm:ss in UTC or use instrument time zone, like US/Eastern. Implied time zone functionality will be removed in the next API release',
}

export function noData(symbol: string, exchange: string, whatToShow: string): GatewayTrouble {
  const what = `${whatToShow.slice(0, 1)}${whatToShow.slice(1).toLowerCase()}`
  return { code: 162, text: `${HISTORY}HMDS query returned no data: ${symbol}@${exchange} ${what}` }
}

export function noPermission(what: string): GatewayTrouble {
  return { code: 162, text: `${HISTORY}No market data permissions for ${what}` }
}

export function queryCancelled(requestId: number): GatewayTrouble {
  return { code: 162, text: `${HISTORY}API historical data query cancelled: ${requestId}` }
}

export function noSuchQuery(requestId: number): GatewayTrouble {
  return { code: 366, text: `No historical data query found for ticker id:${requestId}` }
}

export function duplicateId(requestId: number): GatewayTrouble {
  return { code: 322, text: `Error processing request.-'bW' : cause - Duplicate ticker id: ${requestId}` }
}

export function badRequest(cause: string): GatewayTrouble {
  return { code: 321, text: `Error validating request.-'bW' : cause - ${cause}` }
}

export function wrongWhatToShow(expected: string, asked: string): GatewayTrouble {
  return { code: 10299, text: `Expected what to show is ${expected}, please use that instead of ${asked}.` }
}

export function trimmedSize(value: number): GatewayTrouble {
  const text = `Warning: Your API version does not support fractional share size rules. Please upgrade to a minimum version 163. Trimmed value ${value} to ${Math.trunc(value)}`
  return { code: 2176, text }
}
