import { type Command, InvalidArgumentError } from 'commander'
import type { GatewaySettings } from '../../engine/download/gatewayDoor.ts'
import { DEFAULT_POLITE_MS } from '../../engine/download/pacingRules.ts'
import { numberFlag, positiveWholeNumberFlag, wholeNumberFlag } from './numberFlag.ts'

export type GatewayFlags = { readonly host: string; readonly port: number; readonly clientId: number }
export type PatienceFlags = { readonly politeMs: number; readonly patienceMin: number }

const DEFAULT_CLIENT_ID = 71
export const DEFAULT_PATIENCE_MIN = 30
const MOST_POLITE_MS = 3_600_000
const MOST_PATIENCE_MIN = 1_440
const MOST_CLIENT_ID = 2_000_000_000

/** Where TWS or Gateway listens. */
export function withGatewayFlags(command: Command): Command {
  return command
    .option('--host <host>', 'where TWS or IB Gateway runs', '127.0.0.1')
    .option(
      '--port <port>',
      'its socket port: TWS live 7496, TWS paper 7497, Gateway live 4001, paper 4002',
      port,
      7497,
    )
    .option(
      '--client-id <number>',
      'first of ten client ids; the next one is taken where one is in use',
      clientId,
      DEFAULT_CLIENT_ID,
    )
}

export function withPatienceFlags(command: Command): Command {
  return command
    .option('--polite-ms <ms>', 'pause between the starts of two requests for bars', politeMs, DEFAULT_POLITE_MS)
    .option(
      '--patience-min <minutes>',
      'how long a lost connection is waited for',
      patienceMinutes,
      DEFAULT_PATIENCE_MIN,
    )
}

export function gatewaySettings({
  host,
  port,
  clientId,
  politeMs,
  patienceMin,
}: GatewayFlags & PatienceFlags): GatewaySettings {
  return { address: { host, port, clientId }, politeMs, patienceMs: patienceMin * 60_000 }
}

/** For commands that ask a few things and do not wait. */
export const QUICK: PatienceFlags = { politeMs: 0, patienceMin: 0 }

export function port(text: string): number {
  return atMost(65_535, positiveWholeNumberFlag(text))
}

function clientId(text: string): number {
  return atMost(MOST_CLIENT_ID, atLeastZero(wholeNumberFlag(text)))
}

function politeMs(text: string): number {
  return atMost(MOST_POLITE_MS, atLeastZero(wholeNumberFlag(text)))
}

function patienceMinutes(text: string): number {
  return atMost(MOST_PATIENCE_MIN, atLeastZero(numberFlag(text)))
}

function atLeastZero(value: number): number {
  if (value < 0) throw new InvalidArgumentError('It must not be below 0.')
  return value
}

function atMost(most: number, value: number): number {
  if (value > most) throw new InvalidArgumentError(`It must be at most ${most}.`)
  return value
}
