import type { RobustnessManifest, RobustnessSuite } from '../contract/robustnessRecord.ts'
import { type DocumentSection, table, texts } from './document/reportDocument.ts'
import { stressTables } from './robustnessTables.ts'
import { stressPicture } from './stressPicture.ts'
import { STRESS_MEANINGS, STRESS_TITLES, suiteSentence, VERDICT_WORDS } from './stressWords.ts'

/** The whole suite of a backtest for a report, the verdicts first, then a section a part. */
export function robustnessSections(
  { robustnessId, backtestId, spec, warnings, quoteCurrency }: RobustnessManifest,
  suite: RobustnessSuite,
): readonly DocumentSection[] {
  const summary = table(
    [
      { name: 'Part', kind: 'text' },
      { name: 'Verdict', kind: 'fixed', meaning: STRESS_MEANINGS.verdict },
      { name: 'Why', kind: 'text' },
    ],
    suite.verdicts.map(({ part, verdict, reasons }) => [
      STRESS_TITLES[part],
      VERDICT_WORDS[verdict],
      reasons.join(' '),
    ]),
    'No verdicts.',
  )
  const parts = suite.verdicts.map(({ part, verdict, reasons, advice }): DocumentSection => {
    const absent = suite.absent[part]
    const said = [...reasons, ...advice, ...(absent === undefined || reasons.includes(absent) ? [] : [absent])]
    const tables = stressTables(suite, part).map(({ columns, rows }) =>
      table(
        columns.map((column, at) => (at === 0 ? { ...column, meaning: STRESS_MEANINGS[part] } : column)),
        rows,
        'Nothing to show.',
      ),
    )
    return {
      id: `robustness-${part}`,
      title: `Robustness: ${STRESS_TITLES[part].toLowerCase()}`,
      blocks: [
        texts(`It ${VERDICT_WORDS[verdict]}.`, ...said),
        ...stressPicture(suite, part, quoteCurrency),
        ...tables,
      ],
    }
  })
  const head = [
    `Suite ${robustnessId} of the backtest ${backtestId}, seed ${spec.seed}. Money in ${quoteCurrency}.`,
    suiteSentence(suite.verdicts),
    ...suite.notes,
  ]
  return [
    {
      id: 'robustness',
      title: 'Robustness',
      blocks: [texts(...head), { kind: 'texts', texts: warnings, tone: 'warning' }, summary],
    },
    ...parts,
  ]
}
