import { useMemo } from 'react'
import {
  areEqual,
  areRelative,
  equityOverlayOption,
  type NamedEquity,
} from '../../../core/charts/workbench/equityOverlayOption.ts'
import { type CapitalCurveShape, readCapitalCurve } from '../../../core/contract/workbench/stageShapesBacktest.ts'
import { useStageOutput } from '../../data/useStageOutput.ts'
import { useThemeName } from '../../state/useThemeName.ts'
import { Chart } from '../../ui/Chart.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Loading } from '../../ui/Loading.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TroubleNote } from '../../ui/TroubleNote.tsx'

type EquityOverlayProps = {
  readonly workspace: string
  readonly left: string
  readonly right: string
  readonly currency: string
}

/** Out-of-sample equity of the frozen choices of both runs. */
export function EquityOverlay({ workspace, left, right, currency }: EquityOverlayProps) {
  const theme = useThemeName()
  const leftCurve = useStageOutput(workspace, left, 'capital-curve', readCapitalCurve)
  const rightCurve = useStageOutput(workspace, right, 'capital-curve', readCapitalCurve)
  const lines = useMemo(
    () => [...namedEquity(left, leftCurve.value), ...namedEquity(right, rightCurve.value)],
    [left, right, leftCurve.value, rightCurve.value],
  )
  const option = useMemo(() => equityOverlayOption(lines, currency, theme), [lines, currency, theme])
  const trouble = leftCurve.trouble ?? rightCurve.trouble
  return (
    <Panel title="Equity of both" description={descriptionOf(lines)}>
      {trouble ? <TroubleNote trouble={trouble} /> : null}
      {lines.length === 2 ? <Chart option={option} height={260} label={labelOf(lines)} /> : null}
      {lines.length === 2 || trouble ? null : leftCurve.absent || rightCurve.absent ? (
        <EmptyState title="No capital curve" text="One of the runs has not kept this stage. Run its pipeline again." />
      ) : (
        <Loading />
      )}
    </Panel>
  )
}

function namedEquity(name: string, output: CapitalCurveShape | null): readonly NamedEquity[] {
  if (output === null) return []
  const { dayStartMs, equity, startCapital } = output.chosen.account
  return [{ name, dayStartMs, equity, startCapital }]
}

function descriptionOf(lines: readonly NamedEquity[]): string {
  if (areRelative(lines))
    return 'Out of sample, after costs. The runs start with different capital: each is divided by its own.'
  const what = 'Out of sample, after costs: the frozen choices of each run in the tests it had never seen.'
  return lines.length === 2 && areEqual(lines) ? `${what} Both lines are the same.` : what
}

function labelOf(lines: readonly NamedEquity[]): string {
  const ends = lines.map(
    ({ name, equity, startCapital }) => `${name} from ${startCapital} to ${equity.at(-1) ?? startCapital}`,
  )
  return `Equity of two runs: ${ends.join('; ')}`
}
