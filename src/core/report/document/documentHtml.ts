import type { Theme } from '../../charts/palette.ts'
import type { SizedChart } from '../../charts/panelChart.ts'
import type { Hash } from '../../contract/hash.ts'
import { escapeHtml } from '../html.ts'
import { blockHtml } from './blockHtml.ts'
import { DOCUMENT_SHEET } from './documentSheet.ts'
import { glossaryOf } from './glossary.ts'
import { LIVE_SCRIPT } from './liveScript.ts'
import type { DocumentChart, DocumentSection, ReportDocument } from './reportDocument.ts'
import { scriptHash } from './scriptHash.ts'

export type DocumentMeans = {
  readonly hash: Hash
  readonly renderSvg: (chart: SizedChart) => string
  /** A TTF file as base64. */
  readonly font: string
  /** Source of the charting library; null: it is not at hand, and the pictures stand still. */
  readonly echarts: string | null
  /** Source of what sorts tables. */
  readonly sorting: string | null
}

const FAMILY = 'Inter, system-ui, sans-serif'
const THEMES: readonly Theme[] = ['light', 'dark']

/** One offline file: no request to anywhere, scripts only those whose hashes its policy names. The same document always gives the same bytes. */
export function documentHtml(document: ReportDocument, means: DocumentMeans): string {
  const charts: string[] = []
  const chartHtml = (block: DocumentChart) => {
    const id = `chart-${charts.length + 1}`
    charts.push(`<script type="application/json" id="${id}">${optionsJson(block)}</script>`)
    return figureHtml(block, id, means)
  }
  const sections = document.sections.map((section) => sectionHtml(section, chartHtml))
  const scripts = [means.sorting, charts.length > 0 ? means.echarts : null, LIVE_SCRIPT]
    .filter((source) => source !== null)
    .map((source) => source.replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--'))
  const policy = `default-src 'none'; script-src ${scripts.map((source) => scriptHash(source, means.hash)).join(' ')}; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(document.title)}</title>
<style>@font-face{font-family:Inter;src:url(data:font/ttf;base64,${means.font}) format("truetype")}${DOCUMENT_SHEET}</style>
</head>
<body>
<main>
${headHtml(document)}
${sections.join('\n')}
${glossaryHtml(document)}
${means.echarts === null && charts.length > 0 ? '<p class="foot">The charts of this report stand still: the charting library was not at hand when it was made.</p>' : ''}
</main>
${charts.join('\n')}
${scripts.map((source) => `<script>${source}</script>`).join('\n')}
</body>
</html>
`
}

function headHtml({ title, lead, banner, verdict, sections }: ReportDocument): string {
  const links = [...sections.map(({ id, title: name }) => ({ id, name })), { id: 'glossary', name: 'Glossary' }]
  return [
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="lead">${escapeHtml(lead)}</p>`,
    ...(banner === null ? [] : [`<div class="banner">${escapeHtml(banner)}</div>`]),
    ...(verdict === null
      ? []
      : [
          `<div class="verdict ${verdict.tone}"><strong>${escapeHtml(verdict.title)}</strong>${escapeHtml(verdict.text)}</div>`,
        ]),
    `<nav aria-label="Sections">${links.map(({ id, name }) => `<a href="#${id}">${escapeHtml(name)}</a>`).join('')}</nav>`,
  ].join('\n')
}

function sectionHtml({ id, title, blocks }: DocumentSection, chartHtml: (block: DocumentChart) => string): string {
  const body = blocks.map((block) => blockHtml(block, chartHtml)).join('\n')
  return `<section id="${escapeHtml(id)}">\n<h2>${escapeHtml(title)}</h2>\n${body}\n</section>`
}

function figureHtml({ caption, chart }: DocumentChart, id: string, { renderSvg }: DocumentMeans): string {
  const still = chart('light')
  return `<figure data-chart="${id}"><div class="still">${renderSvg(stillChart(still))}</div><div class="live" style="height:${still.height}px"></div><figcaption>${escapeHtml(caption)}</figcaption></figure>`
}

/** What only an interactive chart has is left out of its picture. */
export function stillChart({ option, width, height }: SizedChart): SizedChart {
  const { tooltip: _tooltip, dataZoom: _zoom, axisPointer: _pointer, ...still } = option
  return { option: still, width, height }
}

function optionsJson({ chart }: DocumentChart): string {
  const told = Object.fromEntries(
    THEMES.map((theme) => [theme, { ...chart(theme).option, textStyle: { fontFamily: FAMILY } }]),
  )
  return JSON.stringify(told).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026')
}

function glossaryHtml(document: ReportDocument): string {
  const terms = glossaryOf(document).map(
    ({ name, unit, text }) => `<dt>${escapeHtml(name)} (${escapeHtml(unit)})</dt><dd>${escapeHtml(text)}</dd>`,
  )
  return `<section id="glossary">\n<h2>Glossary</h2>\n<dl class="glossary">${terms.join('\n')}</dl>\n</section>`
}
