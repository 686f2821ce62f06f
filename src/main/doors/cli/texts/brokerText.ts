import type { BrokerReport } from '../../../engine/download/checkBroker.ts'
import { onOneLine } from '../progress/onOneLine.ts'

/** What a person has to set once in TWS or IB Gateway (Configuration, API). */
export const SETTINGS = [
  'Settings in TWS or IB Gateway (Configuration, API, Settings):',
  '  [x] Enable ActiveX and Socket Clients',
  '  [x] Read-Only API may stay on: no order is ever sent',
  '      Socket port: the one given with --port (TWS live 7496, TWS paper 7497, Gateway live 4001, Gateway paper 4002)',
  '      Trusted IPs: 127.0.0.1 is enough; for another machine add its address and untick "Allow connections from localhost only"',
  '      "Send instrument-specific attributes for dual-mode API client" is not needed',
  '      Language of TWS: English is recommended, because some answers of IBKR can be told apart by their text only',
  '      Lock and Exit: Auto restart, so that the login lasts the week',
].join('\n')

const STATE_WIDTH = 8

export function brokerText({ lines, warnings, problems }: BrokerReport): string {
  const width = Math.max(...lines.map(({ id }) => id.length)) + 2
  const indent = ' '.repeat(STATE_WIDTH + width)
  const shown = lines.map(({ id, state, found, advice }) => {
    const line = onOneLine(`${state.padEnd(STATE_WIDTH)}${id.padEnd(width)}${found}`)
    return advice === '' ? line : `${line}\n${indent}${onOneLine(advice)}`
  })
  const verdict =
    problems > 0
      ? 'A download of these would fail.'
      : warnings > 0
        ? 'A download can work; see the warnings.'
        : 'A download can work.'
  return `${shown.join('\n')}\n\n${verdict}\n\n${SETTINGS}`
}
