import { createHash } from 'node:crypto'
import type { Theme } from '../../../../src/core/charts/palette.ts'
import type { DocumentMeans } from '../../../../src/core/report/document/documentHtml.ts'
import type { ReportDocument } from '../../../../src/core/report/document/reportDocument.ts'

export const EVIL = `"></script><img src=x onerror=alert(1)>'&<!--`

export const hash = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex')

export const means: DocumentMeans = {
  hash,
  renderSvg: () => '<svg data-still="1"></svg>',
  font: 'QUJD',
  echarts: 'var echarts={init:function(){return {setOption:function(){},dispose:function(){},resize:function(){}}}};',
  sorting: 'document.addEventListener("click",function(){});',
}

export function documentWith(word: string): ReportDocument {
  const meaning = { name: `Meaning ${word}`, unit: word, text: word }
  return {
    title: `Title ${word}`,
    lead: word,
    banner: word,
    verdict: { tone: 'bad', title: word, text: word },
    sections: [
      {
        id: 'all',
        title: word,
        blocks: [
          { kind: 'texts', texts: [word], tone: 'plain' },
          { kind: 'texts', texts: [word], tone: 'warning' },
          { kind: 'figures', figures: [{ name: word, value: word, meaning }] },
          { kind: 'code', text: word },
          {
            kind: 'table',
            caption: word,
            columns: [
              { name: word, kind: 'text' },
              { name: 'Number', kind: 'number', meaning },
            ],
            rows: [
              [word, '1,234.50 USD'],
              ['b', '-2.5 %'],
              ['c', 'n/a'],
            ],
            whenEmpty: word,
          },
          {
            kind: 'chart',
            caption: word,
            chart: (theme: Theme) => ({
              option: { title: { text: `${word} ${theme}` }, tooltip: { formatter: () => word } },
              width: 100,
              height: 50,
            }),
          },
        ],
      },
    ],
  }
}
