import type { Outcome } from '../../../core/outcome/outcome.ts'
import type { Prepared } from './preparePair.ts'
import type { RunFolder } from './runFolder.ts'

/** The names that the original plan gave to the two legs; kept so that its readers find their way. There are no copies of data under them. */
const ALIASES = { primary: 'qqq_1h_rth_clean', secondary: 'spy_1h_rth_clean' } as const

/** `pair_alias_map.json`: role, symbol, source files, content hash and alias; it survives cleanup. */
export function writeAliasMap(folder: RunFolder, { legs }: Prepared): Outcome<void> {
  const entries = (['primary', 'secondary'] as const).map((role) => {
    const { instrument, passport } = legs[role]
    return {
      role,
      symbol: instrument.symbol,
      sources: passport.sources.map(({ file, sha256 }) => ({ file, sha256 })),
      contentHash: passport.contentHash,
      alias: ALIASES[role],
    }
  })
  return folder.write('pair_alias_map.json', entries)
}
