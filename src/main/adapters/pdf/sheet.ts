import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'

export const MARGIN = 40
/** Below the last line of a page stands its number. */
const FOOT = 46
export const REGULAR = 'regular'
export const STRONG = 'strong'
export const CODE = 'Courier'

export const INK = {
  text: '#18212d',
  muted: '#566273',
  line: '#dfe4ea',
  soft: '#f5f7f9',
  good: '#00598c',
  bad: '#b04a00',
  warn: '#ffe08a',
  warnText: '#4a3500',
} as const

/** Of no run: the same document has the same bytes on every day. */
const NO_DAY = new Date(Date.UTC(2000, 0, 1))

export type Sheet = PDFKit.PDFDocument

/** An empty document of A4 sheets on their long side, with the bundled font. */
export function openSheet(title: string): Sheet {
  const sheet = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: FOOT },
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    info: { Title: title, Producer: 'Assay', Creator: 'Assay', CreationDate: NO_DAY },
  })
  sheet.registerFont(REGULAR, fontFile('400Regular/Inter_400Regular.ttf'))
  sheet.registerFont(STRONG, fontFile('600SemiBold/Inter_600SemiBold.ttf'))
  return sheet
}

function fontFile(name: string): string {
  return fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${name}`))
}

export function innerWidth({ page }: Sheet): number {
  return page.width - 2 * MARGIN
}

/** Where nothing more may be written on a page. */
export function lastLine({ page }: Sheet): number {
  return page.height - FOOT
}

/** Begins a page where less room than this is left. */
export function makeRoom(sheet: Sheet, height: number): void {
  if (sheet.y + height > lastLine(sheet) && sheet.y > MARGIN) sheet.addPage()
}

/** Control characters have no glyph. */
export function plain(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, ' ')
}

export function numberPages(sheet: Sheet): void {
  const { start, count } = sheet.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    sheet.switchToPage(page)
    const { margins } = sheet.page
    const { bottom } = margins
    margins.bottom = 0
    sheet
      .font(REGULAR, 8)
      .fillColor(INK.muted)
      .text(`${page - start + 1} of ${count}`, MARGIN, sheet.page.height - 28, {
        width: innerWidth(sheet),
        align: 'right',
        lineBreak: false,
      })
    margins.bottom = bottom
  }
}
