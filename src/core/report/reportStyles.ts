import type { ReportFonts } from './reportModel.ts'

/** All of the report's CSS: bundled font, light and dark by the reader's setting, light for print. */
export function reportStyles(fonts: ReportFonts): string {
  return `${fontFace(fonts.regular, 400)}${fontFace(fonts.semibold, 600)}${SHEET}`
}

function fontFace(base64: string, weight: number): string {
  return `@font-face{font-family:Inter;font-weight:${weight};src:url(data:font/ttf;base64,${base64}) format("truetype")}\n`
}

const SHEET = `
:root{--page:#fff;--text:#18212d;--muted:#566273;--line:#dfe4ea;--soft:#f5f7f9;--gain:#00598c;--loss:#b04a00;--warn:#ffe08a;--warnText:#4a3500;--link:#0b5cad}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.55 Inter,system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:36px 40px 72px}
h1{font-size:27px;line-height:1.25;font-weight:600;margin:0 0 6px}
h2{font-size:19px;font-weight:600;margin:44px 0 12px;padding-top:14px;border-top:1px solid var(--line)}
h3{font-size:15px;font-weight:600;margin:22px 0 8px}
p{margin:0 0 10px;max-width:78ch}
.lead{color:var(--muted)}
caption{text-align:left;font-size:15px;font-weight:600;padding:12px 0 6px}
.empty{color:var(--muted);font-style:normal}
.banner{background:var(--warn);color:var(--warnText);font-weight:600;padding:11px 16px;border-radius:6px;margin:16px 0}
.bound{background:#7a1f5c;color:#fff;font-weight:600;padding:9px 14px;border-radius:6px;margin:10px 0}
.verdict{border:1px solid var(--line);border-left:6px solid var(--muted);border-radius:6px;background:var(--soft);padding:16px 20px;margin:18px 0}
.verdict strong{display:block;font-size:22px;font-weight:600;margin-bottom:4px}
.verdict.edge{border-left-color:var(--gain)}
.verdict.no-edge{border-left-color:var(--loss)}
.figures{display:grid;grid-template-columns:repeat(5,1fr);border:1px solid var(--line);border-width:1px 0 0 1px;margin:16px 0}
.figures div{border:1px solid var(--line);border-width:0 1px 1px 0;padding:11px 14px}
.figures dt{color:var(--muted);font-size:12.5px}
.figures dd{margin:2px 0 0;font-size:16px;font-weight:600}
.scroll{overflow-x:auto;margin:8px 0 16px}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600;white-space:nowrap}
.number{text-align:right;font-variant-numeric:tabular-nums}
.number,.fixed{white-space:nowrap}
td.code,code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
.status{font-weight:600;white-space:nowrap}
.status.pass{color:var(--gain)}
.status.fail{color:var(--loss)}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:12px 14px;overflow-x:auto;white-space:pre-wrap}
figure{margin:14px 0 20px}
figure svg{display:block;width:100%;height:auto}
figcaption{color:var(--muted);font-size:13px;margin-top:4px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:8px 24px}
.dark{display:none}
nav{font-size:13.5px;margin:14px 0 0;display:flex;flex-wrap:wrap;gap:4px 16px}
a{color:var(--link)}
@media (max-width:760px){main{padding:20px 16px 48px}.pair{grid-template-columns:1fr}.figures{grid-template-columns:1fr 1fr}}
@media screen and (prefers-color-scheme:dark){
:root{--page:#12171f;--text:#e8edf4;--muted:#a3afbf;--line:#2b3440;--soft:#1a212b;--gain:#56b4e9;--loss:#f08a3c;--warn:#f2c744;--warnText:#2b1f00;--link:#7cc0f0}
.light{display:none}.dark{display:block}}
@media print{
@page{size:A4;margin:14mm}
body{font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}
h2{break-after:avoid}figure,tr,.verdict,.figures{break-inside:avoid}
.scroll{overflow:visible}table{font-size:8.5pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
