/** Triple barrier: target and stop in units of the range known at the event, and a limit in bars. Source: Lopez de Prado 2018, ch. 3. */
export type ExitRule = { readonly targetRanges: number; readonly stopRanges: number; readonly limitBars: number }

export function exitRuleId(rule: ExitRule): string {
  return `${rule.targetRanges}/${rule.stopRanges}/${rule.limitBars}`
}
