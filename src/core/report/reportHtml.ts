import { blockHtml } from './document/blockHtml.ts'
import { type DocumentBlock, texts } from './document/reportDocument.ts'
import { escapeHtml } from './html.ts'
import type { ReportFonts, ReportModel, ReportPicture, ReportPictures } from './reportModel.ts'
import {
  eventsSection,
  expectancySection,
  figuresSection,
  gatesSection,
  hashesSection,
  holdOutSection,
  ledgerSection,
  modelsSection,
  passportsSection,
  robustnessTables,
  selectionSection,
  triesSection,
} from './reportSections.ts'
import { reportStyles } from './reportStyles.ts'
import { syntheticLabel, UPPER_BOUND, verdictName, verdictReason } from './verdictText.ts'

/** No script, no frame, no request to anywhere: styles inside the page, pictures as SVG, the font as data. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"

type Section = { readonly id: string; readonly title: string; readonly body: string }

/** One offline HTML file. `fonts` are TTF files as base64; `pictures` are our own SVG texts and go in as they are. */
export function reportHtml(model: ReportModel, pictures: ReportPictures, fonts: ReportFonts): string {
  const { summary } = model
  const title = `${summary.symbols.primary} + ${summary.symbols.secondary}: evidence report`
  const sections = sectionsOf(model, pictures)
  const links = sections.map(({ id, title: name }) => `<a href="#${id}">${escapeHtml(name)}</a>`).join('')
  const label = syntheticLabel(summary.synthetic)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title>
<style>${reportStyles(fonts)}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p class="lead">Workspace ${escapeHtml(summary.workspace)} · ${escapeHtml(summary.profile)} profile · run <code>${escapeHtml(summary.runId)}</code></p>
${label === null ? '' : `<div class="banner">${escapeHtml(label)}</div>`}
<nav aria-label="Sections">${links}</nav>
${sections.map(sectionHtml).join('\n')}
</main>
</body>
</html>
`
}

function sectionsOf(model: ReportModel, pictures: ReportPictures): readonly Section[] {
  const { summary } = model
  const bound = `<div class="bound">${escapeHtml(UPPER_BOUND)}</div>`
  const verdict = `<div class="verdict ${summary.verdict}"><strong>Verdict: ${escapeHtml(verdictName(summary.verdict))}</strong>${escapeHtml(verdictReason(summary))}</div>`
  const robustness = `<div class="pair">${figure(pictures.stress)}${figure(pictures.bootstrap)}${figure(pictures.placebo)}</div>${html(robustnessTables(model))}`
  return [
    { id: 'verdict', title: 'Verdict', body: verdict + html(figuresSection(summary)) },
    { id: 'gates', title: 'Gates', body: html(gatesSection(summary)) },
    { id: 'data', title: 'Data passports', body: html(passportsSection(model)) },
    {
      id: 'equity',
      title: 'Equity',
      body: `<h3>Real ML, stitched out-of-sample tests</h3>${figure(pictures.realMl)}<h3>ML simulation</h3>${bound}${figure(pictures.simulation)}`,
    },
    { id: 'events', title: 'Events', body: html(eventsSection(model)) },
    { id: 'expectancy', title: 'Expectancy', body: figure(pictures.expectancy) + html(expectancySection(model)) },
    { id: 'selection', title: 'Selection', body: html(selectionSection(model)) },
    { id: 'models', title: 'Models', body: html(modelsSection(model)) },
    { id: 'tries', title: 'Tries', body: html(triesSection(summary)) },
    { id: 'robustness', title: 'Robustness', body: robustness },
    { id: 'hold-out', title: 'Sealed hold-out', body: html(holdOutSection(model)) },
    { id: 'ledger', title: 'Trial ledger', body: html(ledgerSection(model)) },
    { id: 'methods', title: 'Methods', body: html([texts(...model.methods)]) },
    { id: 'hashes', title: 'Hashes and re-run', body: html(hashesSection(model)) },
  ]
}

function sectionHtml(section: Section): string {
  return `<section id="${section.id}">\n<h2>${escapeHtml(section.title)}</h2>\n${section.body}\n</section>`
}

/** The pictures of this page stand still, and have their places. */
function html(blocks: readonly DocumentBlock[]): string {
  return blocks.map((block) => blockHtml(block, () => '')).join('\n')
}

/** Both themes are in the file; the reader's setting shows one. */
function figure(picture: ReportPicture): string {
  return `<figure><div class="light">${picture.light}</div><div class="dark" aria-hidden="true">${picture.dark}</div><figcaption>${escapeHtml(picture.caption)}</figcaption></figure>`
}
