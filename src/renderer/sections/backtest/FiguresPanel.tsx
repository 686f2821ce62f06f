import { useMemo } from 'react'
import { DEFINITIONS } from '../../../core/contract/workbench/definitions.ts'
import { numberText } from '../../ui/numberText.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Stat, type Tone } from '../../ui/Stat.tsx'
import { type CurveFigure, curveFigures } from './curveFigures.ts'
import type { ResultCurve } from './resultCurves.ts'

export function FiguresPanel({ curve, currency }: { readonly curve: ResultCurve; readonly currency: string }) {
  const figures = useMemo(() => curveFigures(curve), [curve])
  return (
    <Panel
      title={`Figures: ${curve.name.toLowerCase()}`}
      description="Stitched out-of-sample tests, UTC days, after fees, slippage and borrow"
    >
      <div className="figure-grid">
        {figures.map((figure) => (
          <Figure key={figure.definition} figure={figure} currency={currency} />
        ))}
      </div>
    </Panel>
  )
}

function Figure({ figure, currency }: { readonly figure: CurveFigure; readonly currency: string }) {
  const { definition, kind, value, digits, signed, why } = figure
  const { name, unit, text } = DEFINITIONS[definition]
  return (
    <Stat
      label={name}
      value={value === null ? null : numberText(kind, value, { digits, signed })}
      unit={kind === 'money' ? currency : undefined}
      explanation={`${text} Unit: ${unit}.`}
      tone={toneOf(value, signed)}
      why={why}
    />
  )
}

function toneOf(value: number | null, signed: boolean): Tone {
  if (!signed || value === null || value === 0) return 'plain'
  return value > 0 ? 'gain' : 'loss'
}
