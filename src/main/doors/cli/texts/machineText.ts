import type { MachineReport } from '../../../../core/contract/workbench/careViews.ts'

export function machineText({ checks, fails, warnings }: MachineReport): string {
  const lines = checks.map(({ id, state, found, advice }) => {
    const line = `${state.padEnd(5)} ${id.padEnd(26)} ${found}`
    return advice === '' ? line : `${line}\n${' '.repeat(33)}${advice}`
  })
  const verdict =
    fails > 0 ? 'This machine is not ready.' : warnings > 0 ? 'Good enough, with warnings.' : 'All is well.'
  return `${lines.join('\n')}\n\n${verdict}`
}
