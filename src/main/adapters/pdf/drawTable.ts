import type { DocumentTable } from '../../../core/report/document/reportDocument.ts'
import { CODE, INK, innerWidth, lastLine, MARGIN, makeRoom, plain, REGULAR, type Sheet, STRONG } from './sheet.ts'

const SIZE = 7.5
const CODE_SIZE = 6.8
const GAP = 9
const PAD = 2.5
/** Rows that a column's width is measured by. */
const MEASURED = 200

/** Digits of one width. */
const TABULAR: PDFKit.Mixins.OpenTypeFeatures[] = ['tnum']

type Kind = DocumentTable['columns'][number]['kind']

/** A table over as many pages as it takes, its head again on each of them. */
export function drawTable(sheet: Sheet, { caption, columns, rows, whenEmpty }: DocumentTable): void {
  if (rows.length === 0) {
    sheet
      .font(REGULAR, 9)
      .fillColor(INK.muted)
      .text(plain(whenEmpty), MARGIN, sheet.y, { width: innerWidth(sheet) })
    sheet.moveDown(0.6)
    return
  }
  if (caption !== null) sheet.font(REGULAR, 8.5).fillColor(INK.muted).text(plain(caption), MARGIN)
  const widths = columnWidths(sheet, columns, rows)
  const head = columns.map(({ name }) => name)
  const kinds = columns.map(({ kind }) => kind)
  const row = (cells: readonly string[], isHead: boolean) => {
    const height = rowHeight(sheet, cells, kinds, widths, isHead)
    const isFull = sheet.y + height > lastLine(sheet)
    if (isFull && sheet.y > MARGIN) {
      sheet.addPage()
      if (!isHead) row(head, true)
    }
    drawRow(sheet, cells, kinds, widths, height, isHead)
  }
  makeRoom(sheet, 60)
  row(head, true)
  for (const cells of rows) row(cells.map(plain), false)
  sheet.x = MARGIN
  sheet.moveDown(0.8)
}

function setFont(sheet: Sheet, kind: Kind, isHead: boolean): Sheet {
  if (isHead) return sheet.font(STRONG, SIZE)
  return kind === 'code' ? sheet.font(CODE, CODE_SIZE) : sheet.font(REGULAR, SIZE)
}

function rowHeight(
  sheet: Sheet,
  cells: readonly string[],
  kinds: readonly Kind[],
  widths: readonly number[],
  isHead: boolean,
): number {
  const heights = cells.map((cell, at) =>
    setFont(sheet, kinds[at] ?? 'text', isHead).heightOfString(cell === '' ? ' ' : cell, { width: widths[at] ?? 1 }),
  )
  // What is taller than a page is cut: it is told whole in the page that comes with it.
  return Math.min(Math.max(...heights), lastLine(sheet) - 2 * MARGIN) + 2 * PAD
}

function drawRow(
  sheet: Sheet,
  cells: readonly string[],
  kinds: readonly Kind[],
  widths: readonly number[],
  height: number,
  isHead: boolean,
): void {
  const top = sheet.y
  let left = MARGIN
  for (const [at, cell] of cells.entries()) {
    const kind = kinds[at] ?? 'text'
    const width = widths[at] ?? 1
    setFont(sheet, kind, isHead)
      .fillColor(isHead ? INK.muted : INK.text)
      .text(cell, left, top + PAD, {
        width,
        height: height - PAD,
        align: kind === 'number' ? 'right' : 'left',
        ellipsis: true,
        ...(kind === 'number' ? { features: TABULAR } : {}),
      })
    left += width + GAP
  }
  const bottom = top + height
  sheet
    .moveTo(MARGIN, bottom)
    .lineTo(MARGIN + innerWidth(sheet), bottom)
    .lineWidth(0.5)
    .strokeColor(INK.line)
    .stroke()
  sheet.y = bottom
  sheet.x = MARGIN
}

/** As wide as what they hold; where that is too much, those that may be broken give way, down to their longest word. */
function columnWidths(sheet: Sheet, columns: DocumentTable['columns'], rows: DocumentTable['rows']): readonly number[] {
  const room = innerWidth(sheet) - GAP * (columns.length - 1)
  const natural = columns.map(({ name, kind }, at) => {
    const head = sheet.font(STRONG, SIZE).widthOfString(name)
    setFont(sheet, kind, false)
    const options = kind === 'number' ? { features: TABULAR } : {}
    const widest = rows
      .slice(0, MEASURED)
      .reduce((most, row) => Math.max(most, sheet.widthOfString(row[at] ?? '', options)), head)
    return widest + 1
  })
  const all = natural.reduce((sum, width) => sum + width, 0)
  if (all <= room) return natural
  const givesWay = columns.map(({ kind }) => kind === 'text' || kind === 'code')
  const firm = natural.reduce((sum, width, at) => sum + (givesWay[at] ? 0 : width), 0)
  const soft = all - firm
  const least = givesWay.filter(Boolean).length * 60
  if (firm + least > room || soft === 0) return natural.map((width) => (width * room) / all)
  return shareRoom(natural, givesWay, room - firm)
}

/** Narrow ones stay as they are; the others share what is left evenly. */
function shareRoom(natural: readonly number[], givesWay: readonly boolean[], room: number): readonly number[] {
  let left = room
  let open = givesWay.filter(Boolean).length
  const widths = [...natural]
  const ascending = natural.map((_, at) => at).filter((at) => givesWay[at])
  ascending.sort((a, b) => natural[a]! - natural[b]!)
  for (const at of ascending) {
    widths[at] = Math.min(natural[at]!, left / open)
    left -= widths[at]!
    open--
  }
  return widths
}
