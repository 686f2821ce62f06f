import type { WorkspaceListing } from '../../../engine/queries/listWorkspaces.ts'
import type { WorkspaceView } from '../../../engine/queries/showWorkspace.ts'
import { tableText } from './tableText.ts'

export function workspaceText({ workspace, folder, migratedFrom, busy }: WorkspaceView): string {
  const { primary, secondary } = workspace.roles
  const roleOf = (symbol: string) => (symbol === primary ? 'primary' : symbol === secondary ? 'secondary' : '')
  const facts = [
    `workspace  ${workspace.name}`,
    `folder     ${folder}`,
    `profile    ${workspace.profile}, bars of ${workspace.interval}`,
    `capital    ${workspace.capital} ${workspace.quoteCurrency}, seed ${workspace.seed}`,
  ]
  if (workspace.synthetic !== undefined)
    facts.push(`SYNTHETIC  ${workspace.synthetic.kind} data, seed ${workspace.synthetic.seed}`)
  if (migratedFrom !== null)
    facts.push(`note       the manifest is of version ${migratedFrom}; the next change rewrites it`)
  if (busy !== null) facts.push(`busy       ${busy.command} (process ${busy.pid} on ${busy.host})`)
  const rows = workspace.instruments.map(({ symbol, assetClass, calendar, costs }) => [
    symbol,
    roleOf(symbol),
    assetClass,
    calendar,
    `${costs.feeBps} bps`,
    `${costs.slippageBps} bps`,
    `${Number((costs.borrowPerYear * 100).toFixed(6))} %`,
  ])
  const header = ['symbol', 'role', 'class', 'calendar', 'fee a side', 'slippage a side', 'borrow a year']
  return `${facts.join('\n')}\n\n${tableText(header, rows)}`
}

export function listingText(listings: readonly WorkspaceListing[]): string {
  if (listings.length === 0) return 'There are no workspaces yet. Make one with: assay workspace create --help'
  const rows = listings.map(({ name, workspace, trouble, busy }) => [
    name,
    workspace?.instruments.map((instrument) => instrument.symbol).join(',') ?? '',
    workspace?.interval ?? '',
    workspace?.profile ?? '',
    [
      trouble === null ? '' : `${trouble.message} [${trouble.code}]`,
      busy === null ? '' : `busy: ${busy.command}`,
      workspace?.synthetic === undefined ? '' : `synthetic ${workspace.synthetic.kind}`,
    ]
      .filter((note) => note !== '')
      .join('; '),
  ])
  return tableText(['name', 'instruments', 'interval', 'profile', 'note'], rows)
}
