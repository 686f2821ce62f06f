import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type StartWords = { readonly home: string; readonly page: string | null }

/** `--home` and `--page` as the command line has them; everything else is Chromium's. */
export function startWords(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): StartWords {
  const { values } = parseArgs({
    args: [...words],
    options: { home: { type: 'string' }, page: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  })
  const home = textOf(values.home) ?? textOf(environment.ASSAY_HOME)
  const page = textOf(values.page)
  return {
    home: home === null ? join(homedir(), 'Assay') : resolve(home),
    page: page === null ? null : resolve(page),
  }
}

function textOf(value: string | boolean | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
