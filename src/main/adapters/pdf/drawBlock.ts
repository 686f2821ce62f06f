/// <reference path="./svgToPdfkit.d.ts" />
import SVGtoPDF from 'svg-to-pdfkit'
import type { SizedChart } from '../../../core/charts/panelChart.ts'
import { stillChart } from '../../../core/report/document/documentHtml.ts'
import type { DocumentBlock, DocumentFigure } from '../../../core/report/document/reportDocument.ts'
import { drawTable } from './drawTable.ts'
import { CODE, INK, innerWidth, lastLine, MARGIN, makeRoom, plain, REGULAR, type Sheet, STRONG } from './sheet.ts'

const FIGURES_A_LINE = 5
const FIGURE_HEIGHT = 34

export function drawBlock(sheet: Sheet, block: DocumentBlock, renderSvg: (chart: SizedChart) => string): void {
  switch (block.kind) {
    case 'texts':
      for (const text of block.texts) {
        if (block.tone === 'warning') warning(sheet, text)
        else paragraph(sheet, text)
      }
      return
    case 'figures':
      figures(sheet, block.figures)
      return
    case 'code':
      sheet
        .font(CODE, 7)
        .fillColor(INK.text)
        .text(plain(block.text), MARGIN, sheet.y, { width: innerWidth(sheet) })
      sheet.moveDown(0.8)
      return
    case 'table':
      drawTable(sheet, block)
      return
    case 'chart':
      picture(sheet, stillChart(block.chart('light')), renderSvg, block.caption)
  }
}

export function paragraph(sheet: Sheet, text: string): void {
  sheet
    .font(REGULAR, 9)
    .fillColor(INK.text)
    .text(plain(text), MARGIN, sheet.y, { width: innerWidth(sheet) })
  sheet.moveDown(0.5)
}

export function warning(sheet: Sheet, text: string): void {
  const width = innerWidth(sheet) - 16
  const height = sheet.font(STRONG, 9).heightOfString(plain(text), { width }) + 10
  makeRoom(sheet, height)
  const top = sheet.y
  sheet.rect(MARGIN, top, innerWidth(sheet), height).fill(INK.warn)
  sheet.fillColor(INK.warnText).text(plain(text), MARGIN + 8, top + 5, { width })
  sheet.x = MARGIN
  sheet.y = top + height + 6
}

function figures(sheet: Sheet, list: readonly DocumentFigure[]): void {
  const width = innerWidth(sheet) / FIGURES_A_LINE
  for (let at = 0; at < list.length; at += FIGURES_A_LINE) {
    makeRoom(sheet, FIGURE_HEIGHT)
    const top = sheet.y
    for (const [place, { name, value }] of list.slice(at, at + FIGURES_A_LINE).entries()) {
      const left = MARGIN + place * width
      const cell = { width: width - 12, height: 12, ellipsis: true }
      sheet.rect(left, top, width, FIGURE_HEIGHT).lineWidth(0.5).strokeColor(INK.line).stroke()
      sheet
        .font(REGULAR, 7.5)
        .fillColor(INK.muted)
        .text(plain(name), left + 6, top + 5, cell)
      sheet
        .font(STRONG, 10)
        .fillColor(INK.text)
        .text(plain(value), left + 6, top + 16, { ...cell, height: 14 })
    }
    sheet.x = MARGIN
    sheet.y = top + FIGURE_HEIGHT
  }
  sheet.y += 10
}

export function pictureHeight(sheet: Sheet, { width, height }: SizedChart): number {
  return Math.min((innerWidth(sheet) * height) / width, lastLine(sheet) - 3 * MARGIN)
}

function picture(sheet: Sheet, chart: SizedChart, renderSvg: (chart: SizedChart) => string, caption: string): void {
  const height = pictureHeight(sheet, chart)
  const width = (chart.width * height) / chart.height
  makeRoom(sheet, height + 24)
  const top = sheet.y
  SVGtoPDF(sheet, renderSvg(chart), MARGIN, top, {
    width,
    height,
    preserveAspectRatio: 'xMinYMin meet',
    assumePt: true,
    fontCallback: (_family, bold) => (bold ? STRONG : REGULAR),
  })
  sheet.x = MARGIN
  sheet.y = top + height + 4
  sheet
    .font(REGULAR, 8)
    .fillColor(INK.muted)
    .text(plain(caption), MARGIN, sheet.y, { width: innerWidth(sheet) })
  sheet.moveDown(0.8)
}
