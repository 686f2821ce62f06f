import { expect, test } from 'vitest'
import { classifyNotice } from '../../../src/main/adapters/ibkr/classifyNotice.ts'
import type { AskTrouble } from '../../../src/main/engine/ports/brokerHistory.ts'

const SERVICE = 'Historical Market Data Service error message:'

const ASK: readonly (readonly [number, string, AskTrouble])[] = [
  [100, 'Max rate of messages per second has been exceeded:50', 'ibkr-too-many-messages'],
  [162, `${SERVICE}Historical data request pacing violation`, 'ibkr-pacing'],
  [162, `${SERVICE}HMDS query returned no data: BTC@PAXOS AggTrades`, 'ibkr-no-data'],
  [162, `${SERVICE}No historical market data for BTC/CRYPTO@PAXOS Last 3600`, 'ibkr-no-data'],
  [162, `${SERVICE}No head time stamp`, 'ibkr-no-data'],
  [162, `${SERVICE}No market data permissions for ZEROHASH CRYPTO`, 'ibkr-no-permission'],
  [162, `${SERVICE}Trading TWS session is connected from a different IP address`, 'ibkr-session-elsewhere'],
  [162, `${SERVICE}API historical data query cancelled: 1004`, 'ibkr-query-cancelled'],
  [162, `${SERVICE}invalid step: 3`, 'ibkr-bad-request'],
  [162, 'Mensaje de error del Servicio de datos históricos: La consulta HMDS no devolvió datos', 'ibkr-unknown-answer'],
  [162, '', 'ibkr-unknown-answer'],
  [200, 'No security definition has been found for the request', 'ibkr-contract-unknown'],
  [320, 'Error reading request.', 'ibkr-request-rejected'],
  [321, 'Error validating request', 'ibkr-bad-request'],
  [322, 'Duplicate ticker id', 'ibkr-request-rejected'],
  [354, 'Requested market data is not subscribed.', 'ibkr-no-permission'],
  [366, 'No historical data query found for ticker id:5', 'ibkr-query-cancelled'],
  [420, 'Invalid Real-time Query: Historical data request pacing violation', 'ibkr-pacing'],
  [503, 'It does not support requesting of historical schedule.', 'ibkr-bad-request'],
  [504, 'Not connected', 'ibkr-link-lost'],
  [505, 'Underrun error on HISTORICAL_DATA: End of message reached.', 'ibkr-garbled'],
  [2176, 'Trimmed value 687.42 to 687', 'ibkr-garbled'],
  [10186, 'Requested market data is not subscribed. Delayed market data is not enabled.', 'ibkr-no-permission'],
  [10197, 'No market data during competing live session', 'ibkr-session-elsewhere'],
  [10295, 'SCHEDULE needs 1 day bars', 'ibkr-bad-request'],
  [10299, 'Expected what to show is AGGTRADES, please use that instead of TRADES.', 'ibkr-bad-request'],
  [10314, 'End Date/Time: The date, time, or time-zone entered is invalid.', 'ibkr-bad-request'],
]

test.each(ASK)('%d %s ends a question as %s', (code, text, trouble) => {
  expect(classifyNotice(code, text, true)).toEqual({ kind: 'ask', trouble })
  expect(classifyNotice(code, text, false)).toEqual({ kind: 'ask', trouble })
})

test('an unknown number ends the question it names, and is a remark without one', () => {
  expect(classifyNotice(9999, 'what?', true)).toEqual({ kind: 'ask', trouble: 'ibkr-unknown-answer' })
  expect(classifyNotice(9999, 'what?', false)).toEqual({
    kind: 'news',
    news: { kind: 'remark', code: 9999, text: 'what?' },
  })
})

test('every number from 2100 to 2199 but 2176 leaves questions alone, or is news of the link', () => {
  for (let code = 2100; code <= 2199; code += 1) {
    expect(classifyNotice(code, 'text', true).kind).toBe(code === 2176 ? 'ask' : 'news')
  }
})

test.each([165, 2119, 2174, 10089, 10090, 10167])('%d is advice: the answer itself decides', (code) => {
  expect(classifyNotice(code, 'text', true)).toEqual({ kind: 'news', news: { kind: 'remark', code, text: 'text' } })
})

test('a message of a kind that the library does not know concerns no question', () => {
  const text = 'No parser implementation found for token: undefined (107).'
  expect(classifyNotice(505, text, false)).toEqual({ kind: 'news', news: { kind: 'remark', code: 505, text } })
})

test.each([
  [1100, 'upstream-lost'],
  [2110, 'upstream-lost'],
  [1101, 'upstream-back'],
  [1102, 'upstream-back'],
])('%d is %s', (code, kind) => {
  expect(classifyNotice(code, 'text', false)).toEqual({ kind: 'news', news: { kind, text: 'text' } })
  expect(classifyNotice(code, 'text', true)).toEqual({ kind: 'news', news: { kind, text: 'text' } })
})

test.each([
  [2103, 'farm-broken', 'Market data farm connection is broken:usfarm.nj', 'usfarm.nj'],
  [2105, 'farm-broken', 'HMDS data farm connection is broken:ushmds', 'ushmds'],
  [2157, 'farm-broken', 'Sec-def data farm connection is broken:secdefil', 'secdefil'],
  [2104, 'farm-fine', 'Market data farm connection is OK:usfarm', 'usfarm'],
  [2106, 'farm-fine', 'HMDS data farm connection is OK:ushmds', 'ushmds'],
  [2158, 'farm-fine', 'Sec-def data farm connection is OK: secdefil', 'secdefil'],
  [2107, 'farm-fine', 'HMDS data farm connection is inactive but should be available upon demand.ushmds', 'ushmds'],
  [2108, 'farm-fine', 'Market data farm connection is inactive but should be available upon demand:usfarm', 'usfarm'],
  [2105, 'farm-broken', 'no name', ''],
])('%d is %s: %s', (code, kind, text, farm) => {
  expect(classifyNotice(code, text, false)).toEqual({ kind: 'news', news: { kind, farm, text } })
})

test('326 and 1300 are the end of the link', () => {
  expect(classifyNotice(326, 'in use', false)).toEqual({ kind: 'link', trouble: 'ibkr-client-id-in-use' })
  expect(classifyNotice(1300, 'moved', false)).toEqual({ kind: 'link', trouble: 'ibkr-port-moved' })
})
