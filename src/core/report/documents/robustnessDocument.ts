import type { RobustnessManifest, RobustnessSuite } from '../../contract/robustnessRecord.ts'
import type { ReportDocument } from '../document/reportDocument.ts'
import { robustnessSections } from '../robustnessSections.ts'
import { suiteSentence } from '../stressWords.ts'
import type { ReportEvidence } from './reportEvidence.ts'
import { resultDocument } from './resultDocument.ts'

/** The report of a robustness suite by itself. */
export function robustnessDocument(
  manifest: RobustnessManifest,
  suite: RobustnessSuite,
  evidence: ReportEvidence,
): ReportDocument {
  const { robustnessId, backtestId, strategyId, instruments, interval, bars } = manifest
  const isBroken = suite.verdicts.some(({ verdict }) => verdict === 'breaks')
  const isUnsaid = suite.verdicts.some(({ verdict }) => verdict === 'cannot-be-said')
  return resultDocument(
    {
      title: `${strategyId} on ${instruments.join(', ')}: robustness`,
      told: [`suite ${robustnessId} of the backtest ${backtestId}`, `${bars} bars of ${interval}`],
      engineVersion: manifest.engineVersion,
      banner: manifest.synthetic ? 'SYNTHETIC DATA: made by a program; nothing here is a market.' : null,
      verdict: {
        tone: isBroken ? 'bad' : isUnsaid ? 'open' : 'good',
        title: isBroken ? 'It breaks' : isUnsaid ? 'It holds where something can be said' : 'It holds',
        text: suiteSentence(suite.verdicts),
      },
      sections: robustnessSections(manifest, suite),
      assumed: null,
      spec: manifest.spec,
      facts: [
        ['Suite', robustnessId],
        ['Backtest', backtestId],
        ['Gates', manifest.gatesHash],
      ],
    },
    evidence,
  )
}
