import { Text } from '@mantine/core'
import type { Trouble } from '../../core/outcome/outcome.ts'
import { useTroubleWay } from './troubleWay.ts'

const OF_THE_COMMAND_LINE = /\bassay |(?:^|\s)--\w|command/

/** What to do: the way from here where one is known, and beside it what the engine says. */
export function TroubleHint({ trouble }: { readonly trouble: Trouble }) {
  const way = useTroubleWay(trouble)
  const { hint } = trouble
  if (way === null) return hint === '' ? null : <Text size="sm">{hint}</Text>
  return (
    <>
      <Text size="sm">{way.words}</Text>
      {hint === '' ? null : (
        <Text size="xs" c="dimmed" mt={2} className="wrap-anywhere">
          {OF_THE_COMMAND_LINE.test(hint) ? `On the command line: ${hint}` : hint}
        </Text>
      )}
    </>
  )
}
