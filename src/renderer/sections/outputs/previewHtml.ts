/**
 * The report for a frame without scripts. Its own fonts are left out: the page's policy allows fonts from the page alone, and the frame takes
 * those of the system. Links to a place on the page name the frame's own address: by themselves they would mean the page around it.
 * Nothing else is changed; the file that is saved or exported is the published one.
 */
export function previewHtml(report: string): string {
  return report.replace(/@font-face\s*\{[^}]*\}/g, '').replaceAll('href="#', 'href="about:srcdoc#')
}
