import { escapeHtml, paragraphs } from '../html.ts'
import { meaningText } from './glossary.ts'
import type { DocumentBlock, DocumentFigure, DocumentTable } from './reportDocument.ts'

/** A block as HTML, every text escaped. `chartHtml` draws the charts. */
export function blockHtml(
  block: DocumentBlock,
  chartHtml: (block: Extract<DocumentBlock, { kind: 'chart' }>) => string,
): string {
  switch (block.kind) {
    case 'texts':
      return block.tone === 'plain'
        ? paragraphs(block.texts)
        : block.texts.map((text) => `<p class="warning">${escapeHtml(text)}</p>`).join('\n')
    case 'figures':
      return `<dl class="figures">${block.figures.map(figureHtml).join('')}</dl>`
    case 'code':
      return `<pre>${escapeHtml(block.text)}</pre>`
    case 'table':
      return tableHtml(block)
    case 'chart':
      return chartHtml(block)
  }
}

function figureHtml({ name, value, meaning }: DocumentFigure): string {
  const title = meaning === null ? '' : ` title="${escapeHtml(meaningText(meaning))}"`
  return `<div${title}><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`
}

/** Sorted by a click or the Enter key on a head. */
function tableHtml({ caption, columns, rows, whenEmpty }: DocumentTable): string {
  if (rows.length === 0) return `<p class="empty">${escapeHtml(whenEmpty)}</p>`
  const head = columns.map(({ name, kind, meaning }) => {
    const title = meaning === undefined ? '' : ` title="${escapeHtml(meaningText(meaning))}"`
    return `<th scope="col" class="${kind}"${title}>${escapeHtml(name)}</th>`
  })
  const body = rows.map((row) => {
    const cells = row.map((cell, at) => cellHtml(cell, columns[at]?.kind ?? 'text'))
    return `<tr>${cells.join('')}</tr>`
  })
  const told = caption === null ? '' : `<caption>${escapeHtml(caption)}</caption>`
  return `<div class="scroll"><table class="sortable n-last">${told}<thead><tr>${head.join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table></div>`
}

function cellHtml(cell: string, kind: string): string {
  const value = kind === 'number' ? ` data-sort="${numberIn(cell)}"` : ''
  const tone = kind === 'status' ? `status ${escapeHtml(cell)}` : kind
  return `<td class="${tone}"${value}>${escapeHtml(cell)}</td>`
}

/** What a number that is shown is sorted by; empty where the cell shows none. */
function numberIn(cell: string): string {
  const found = /^[<>]?\s*([-−]?[\d,]*\.?\d+(?:e[-+]?\d+)?)/i.exec(cell.trim())
  if (found === null) return ''
  const value = Number(found[1]!.replaceAll(',', '').replace('−', '-'))
  return Number.isFinite(value) ? String(value) : ''
}
