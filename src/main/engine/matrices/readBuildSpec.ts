import { type BuildSpec, buildSpecSchema } from '../../../core/contract/buildSpec.ts'
import { readSpec } from '../../../core/contract/readSpec.ts'
import type { Workspace } from '../../../core/contract/workspace.ts'
import type { Outcome } from '../../../core/outcome/outcome.ts'
import { failure, success } from '../../../core/outcome/outcome.ts'

/** The specification as it was written, and what the command line says instead of it. */
export type BuildWish = {
  readonly written: unknown
  readonly tickers?: readonly string[]
  readonly start?: string
  readonly end?: string
}

export type ReadBuild = { readonly written: unknown; readonly spec: BuildSpec; readonly symbols: readonly string[] }

/** Errors: those of `readSpec`; `spec-contradiction`. */
export function readBuildSpec(workspace: Workspace, wish: BuildWish): Outcome<ReadBuild> {
  const written = withFlags(wish)
  const read = readSpec(buildSpecSchema, written, 'build')
  if (!read.ok) return read
  const spec = read.value
  const named = [spec.ticker === undefined ? undefined : [spec.ticker], spec.tickers, spec.instruments].filter(
    (symbols) => symbols !== undefined,
  )
  if (named.length > 1)
    return failure(
      'spec-contradiction',
      'The build specification names its instruments more than once.',
      'Write one of ticker, tickers and instruments.',
    )
  return success({ written, spec, symbols: named[0] ?? workspace.instruments.map(({ symbol }) => symbol) })
}

function withFlags({ written, tickers, start, end }: BuildWish): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written
  const isNamed = (name: string) => name === 'ticker' || name === 'tickers' || name === 'instruments'
  const kept = Object.entries(written).filter(([name]) => tickers === undefined || !isNamed(name))
  return {
    ...Object.fromEntries(kept),
    ...(tickers === undefined ? {} : { tickers }),
    ...(start === undefined ? {} : { start_date: start }),
    ...(end === undefined ? {} : { end_date: end }),
  }
}
