import type { StressTable } from '../../../core/report/robustnessTables.ts'

/** A table of a suite as it stands in the report. */
export function StressTableView({ table, label }: { readonly table: StressTable; readonly label: string }) {
  const { columns, rows } = table
  const classOf = (at: number) => (columns[at]?.kind === 'number' ? 'gate-number' : undefined)
  return (
    <div className="stress-table">
      <table className="gates" aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ name }, at) => (
              <th key={name} scope="col" className={classOf(at)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join(' ')}>
              {row.map((cell, at) => (
                <td key={columns[at]?.name} className={classOf(at)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
