import { glossaryOf, meaningText } from '../../../core/report/document/glossary.ts'
import type { DocumentSection, ReportDocument } from '../../../core/report/document/reportDocument.ts'
import type { PdfSheets } from '../../engine/ports/pdfSheets.ts'
import { drawBlock, paragraph, pictureHeight, warning } from './drawBlock.ts'
import {
  INK,
  innerWidth,
  MARGIN,
  makeRoom,
  numberPages,
  openSheet,
  plain,
  REGULAR,
  type Sheet,
  STRONG,
} from './sheet.ts'

const HEAD = 60
const LEAST_ROOM = 90

export const pdfSheets: PdfSheets = {
  render: (document, renderSvg) => {
    const sheet = openSheet(plain(document.title))
    const bytes = bytesOf(sheet)
    front(sheet, document)
    for (const section of document.sections) {
      heading(sheet, section.title, roomOfFirst(sheet, section))
      for (const block of section.blocks) drawBlock(sheet, block, renderSvg)
    }
    heading(sheet, 'Glossary', LEAST_ROOM)
    for (const meaning of glossaryOf(document)) paragraph(sheet, meaningText(meaning))
    numberPages(sheet)
    sheet.end()
    return bytes
  },
}

function bytesOf(sheet: Sheet): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const parts: Uint8Array[] = []
    sheet.on('data', (part: Uint8Array) => parts.push(part))
    sheet.on('end', () => resolve(new Uint8Array(Buffer.concat(parts))))
    sheet.on('error', reject)
  })
}

function front(sheet: Sheet, { title, lead, banner, verdict }: ReportDocument): void {
  const width = innerWidth(sheet)
  sheet.font(STRONG, 18).fillColor(INK.text).text(plain(title), MARGIN, MARGIN, { width })
  sheet.moveDown(0.2)
  sheet.font(REGULAR, 9).fillColor(INK.muted).text(plain(lead), { width })
  sheet.moveDown(0.8)
  if (banner !== null) warning(sheet, banner)
  if (verdict === null) return
  const inner = width - 24
  const tall = sheet.font(REGULAR, 9.5).heightOfString(plain(verdict.text), { width: inner }) + 34
  const top = sheet.y
  const tone = { good: INK.good, bad: INK.bad, open: INK.muted }[verdict.tone]
  sheet.rect(MARGIN, top, width, tall).fill(INK.soft)
  sheet.rect(MARGIN, top, 4, tall).fill(tone)
  sheet
    .font(STRONG, 13)
    .fillColor(INK.text)
    .text(plain(verdict.title), MARGIN + 14, top + 8, { width: inner })
  sheet.font(REGULAR, 9.5).text(plain(verdict.text), MARGIN + 14, sheet.y + 2, { width: inner })
  sheet.x = MARGIN
  sheet.y = top + tall + 8
}

/** A heading stays with what it heads. */
function heading(sheet: Sheet, title: string, room: number): void {
  makeRoom(sheet, room)
  sheet.outline.addItem(plain(title))
  sheet.moveDown(0.4)
  sheet
    .font(STRONG, 13)
    .fillColor(INK.text)
    .text(plain(title), MARGIN, sheet.y, { width: innerWidth(sheet) })
  sheet.moveDown(0.4)
}

function roomOfFirst(sheet: Sheet, { blocks }: DocumentSection): number {
  const [first] = blocks
  return first?.kind === 'chart' ? pictureHeight(sheet, first.chart('light')) + HEAD : LEAST_ROOM
}
