import type { FileTrees } from '../ports/fileTrees.ts'
import type { GuardedFiles } from '../ports/guardedFiles.ts'
import type { CleanRule } from './cleanRules.ts'

/** Paths below the root that a rule names, in order. A link in the place of a folder is passed over, and so is what leads out. */
export function matchRule(files: GuardedFiles, trees: FileTrees, rule: CleanRule): readonly string[] {
  if (rule.unless !== undefined && files.exists(rule.unless)) return []
  let found: readonly string[] = ['']
  const segments = rule.path.split('/')
  for (const [index, segment] of segments.entries()) {
    const kind = index === segments.length - 1 ? rule.kind : 'folder'
    const pattern = new RegExp(`^${segment.split('*').map(escaped).join('.*')}$`)
    found = found.flatMap((folder) => {
      const absolute = files.resolve(folder)
      if (!absolute.ok) return []
      return trees
        .entries(absolute.value)
        .filter((entry) => entry.kind === kind && pattern.test(entry.name))
        .map(({ name }) => (folder === '' ? name : `${folder}/${name}`))
    })
  }
  return found
}

function escaped(text: string): string {
  return text.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
}
