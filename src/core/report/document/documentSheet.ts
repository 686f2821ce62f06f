/** All of a report's CSS but its font: light and dark by the reader's setting, light and still for print. */
export const DOCUMENT_SHEET = `
:root{--page:#fff;--text:#18212d;--muted:#566273;--line:#dfe4ea;--soft:#f5f7f9;--good:#00598c;--bad:#b04a00;--warn:#ffe08a;--warnText:#4a3500;--link:#0b5cad}
*{box-sizing:border-box}
html{scroll-padding-top:8px}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.55 Inter,system-ui,sans-serif}
main{max-width:1120px;margin:0 auto;padding:36px 40px 72px}
h1{font-size:27px;line-height:1.25;margin:0 0 6px;overflow-wrap:anywhere}
h2{font-size:19px;margin:40px 0 12px;padding-top:14px;border-top:1px solid var(--line)}
p{margin:0 0 10px;max-width:80ch;overflow-wrap:anywhere}
.lead,.empty,figcaption,caption,.foot{color:var(--muted)}
.banner,.warning{background:var(--warn);color:var(--warnText);padding:9px 14px;border-radius:6px;margin:10px 0;max-width:none}
.banner{font-weight:600}
.verdict{border:1px solid var(--line);border-left:6px solid var(--muted);border-radius:6px;background:var(--soft);padding:14px 20px;margin:18px 0}
.verdict strong{display:block;font-size:20px;margin-bottom:4px}
.verdict.good{border-left-color:var(--good)}
.verdict.bad{border-left-color:var(--bad)}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(196px,1fr));gap:1px;margin:14px 1px}
.figures div{box-shadow:0 0 0 1px var(--line);padding:10px 14px}
.figures div[title]{cursor:help}
.figures dt{color:var(--muted);font-size:12.5px}
.figures dd{margin:2px 0 0;font-size:16px;font-weight:600;overflow-wrap:anywhere}
.scroll{overflow-x:auto;margin:8px 0 18px}
table{border-collapse:collapse;width:100%;font-size:13px}
caption{text-align:left;padding:0 0 6px;font-size:13px}
th,td{text-align:left;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600;white-space:nowrap}
th[title]{text-decoration:underline dotted;text-underline-offset:3px}
table.sortable th{cursor:pointer}
th[aria-sort]{color:var(--text)}
th[aria-sort=ascending]::after{content:" \\2191"}
th[aria-sort=descending]::after{content:" \\2193"}
th:focus-visible,a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
.number{text-align:right;font-variant-numeric:tabular-nums}
.number,.fixed{white-space:nowrap}
td.code,code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}
td.code{overflow-wrap:anywhere}
.status{font-weight:600;white-space:nowrap}
.status.pass{color:var(--good)}
.status.fail{color:var(--bad)}
th:last-child,td:last-child{padding-right:0}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:12px 14px;white-space:pre-wrap;overflow-wrap:anywhere}
figure{margin:14px 0 22px}
figure svg{display:block;max-width:100%;height:auto;background:#fff}
.live{display:none;width:100%}
figcaption{font-size:13px;margin-top:4px}
nav{font-size:13.5px;margin:14px 0 0;display:flex;flex-wrap:wrap;gap:4px 16px}
a{color:var(--link)}
.glossary dt{font-weight:600;margin-top:8px}
.glossary dd{margin:0 0 4px;max-width:90ch}
@media (max-width:760px){main{padding:20px 16px 48px}}
@media screen{.is-live .live{display:block}.is-live .still{display:none}}
@media screen and (prefers-color-scheme:dark){
:root{--page:#12171f;--text:#e8edf4;--muted:#a3afbf;--line:#2b3440;--soft:#1a212b;--good:#56b4e9;--bad:#f08a3c;--warn:#f2c744;--warnText:#2b1f00;--link:#7cc0f0}}
@media print{
@page{size:A4;margin:14mm}
body{font-size:10.5pt}main{max-width:none;padding:0}nav{display:none}
h2{break-after:avoid}figure,tr,.verdict,.figures{break-inside:avoid}
.scroll{overflow:visible}table{font-size:8pt}th[title]{text-decoration:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`
