import type { Definition } from '../../contract/workbench/definitions.ts'
import type { ReportDocument } from './reportDocument.ts'

/** Every definition that the document uses, each once, by its name. */
export function glossaryOf({ sections }: ReportDocument): readonly Definition[] {
  const known = new Map<string, Definition>()
  const note = (meaning: Definition | null | undefined) => {
    if (meaning !== null && meaning !== undefined && !known.has(keyOf(meaning))) known.set(keyOf(meaning), meaning)
  }
  for (const { blocks } of sections)
    for (const block of blocks) {
      if (block.kind === 'figures') for (const { meaning } of block.figures) note(meaning)
      if (block.kind === 'table') for (const { meaning } of block.columns) note(meaning)
    }
  return [...known.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({ name, unit }: Definition): string {
  return `${name} (${unit})`
}

/** `Sharpe ratio (a year): mean over ...` */
export function meaningText({ name, unit, text }: Definition): string {
  return `${name} (${unit}): ${text}`
}
