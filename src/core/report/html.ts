/** Text that is safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** `fixed` is text that must not be broken, such as dates. */
export type Column = { readonly name: string; readonly kind: 'text' | 'fixed' | 'number' | 'code' }

/** A table of plain texts; every cell is escaped. A sentence instead of a table where there are no rows. */
export function htmlTable(columns: readonly Column[], rows: readonly (readonly string[])[], whenEmpty: string): string {
  if (rows.length === 0) return `<p class="empty">${escapeHtml(whenEmpty)}</p>`
  const head = columns
    .map((column) => `<th scope="col" class="${column.kind}">${escapeHtml(column.name)}</th>`)
    .join('')
  const body = rows
    .map((row) => {
      const cells = row.map((cell, index) => `<td class="${columns[index]?.kind ?? 'text'}">${escapeHtml(cell)}</td>`)
      return `<tr>${cells.join('')}</tr>`
    })
    .join('\n')
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead>\n<tbody>${body}</tbody></table></div>`
}

export function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escapeHtml(text)}</p>`).join('\n')
}
