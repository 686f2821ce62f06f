import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { failure, type Outcome, success } from '../../../core/outcome/outcome.ts'

export type StartWords = { readonly home: string; readonly page: string | null }

/** `--home` and `--page` as the command line has them; everything else is Chromium's. Error `value-missing`: nothing follows one of them. */
export function startWords(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Outcome<StartWords> {
  const { values } = parseArgs({
    args: [...words],
    options: { home: { type: 'string' }, page: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const bare = (['home', 'page'] as const).find((name) => values[name] !== undefined && textOf(values[name]) === null)
  if (bare !== undefined)
    return failure('value-missing', `No folder follows --${bare}.`, `Give one, as in --${bare}=/path, or leave it out.`)
  const home = textOf(values.home) ?? textOf(environment.ASSAY_HOME)
  const page = textOf(values.page)
  return success({
    home: home === null ? join(homedir(), 'Assay') : resolve(home),
    page: page === null ? null : resolve(page),
  })
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
