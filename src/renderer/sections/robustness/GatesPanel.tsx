import { IconCheck, IconX } from '@tabler/icons-react'
import type { GateResult, Summary } from '../../../core/contract/summary.ts'
import { figureText } from '../../../core/report/numberText.ts'
import { syntheticLabel, verdictName, verdictReason } from '../../../core/report/verdictText.ts'
import { Explained } from '../../ui/Explained.tsx'
import { Panel } from '../../ui/Panel.tsx'

/** The verdict and every gate behind it, before anything else. */
export function GatesPanel({ summary }: { readonly summary: Summary }) {
  const synthetic = syntheticLabel(summary.synthetic)
  return (
    <Panel
      title="Verdict and gates"
      description={
        <div className="verdict-line">
          <strong className="verdict-mark" data-verdict={summary.verdict}>
            {verdictName(summary.verdict)}
          </strong>
          <span>
            {verdictReason(summary)} {synthetic}
          </span>
        </div>
      }
      flush
    >
      <table className="gates">
        <thead>
          <tr>
            <th scope="col">Gate</th>
            <th scope="col">Verdict</th>
            <th scope="col" className="gate-number">
              Asked
            </th>
            <th scope="col" className="gate-number">
              Found
            </th>
            <th scope="col">Reason, and what to do</th>
          </tr>
        </thead>
        <tbody>
          {summary.gates.map((gate) => (
            <GateRow key={gate.id} gate={gate} />
          ))}
        </tbody>
      </table>
    </Panel>
  )
}

function GateRow({ gate }: { readonly gate: GateResult }) {
  const Mark = gate.pass ? IconCheck : IconX
  return (
    <tr>
      <th scope="row">{gate.id}</th>
      <td>
        <span className="gate-mark" data-pass={gate.pass}>
          <Mark size={15} aria-hidden="true" />
          {gate.pass ? 'passed' : 'failed'}
        </span>
      </td>
      <td className="gate-number">{thresholdText(gate.threshold)}</td>
      <td className="gate-number">{foundText(gate)}</td>
      <td>
        {gate.reason}
        {gate.pass ? null : <div className="gate-advice">{gate.advice}</div>}
      </td>
    </tr>
  )
}

function thresholdText(threshold: string): string {
  return threshold.replace('>=', '≥').replace('<=', '≤')
}

function foundText(gate: GateResult) {
  if (gate.value === null)
    return <Explained definition="The value could not be computed; a gate without a value fails.">n/a</Explained>
  if (gate.threshold === 'is true') return gate.value === 1 ? 'true' : 'false'
  return figureText(gate.value)
}
