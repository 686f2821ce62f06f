import { stringify } from 'yaml'
import { success } from '../../../core/outcome/outcome.ts'
import type { ManifestFormat } from '../../engine/ports/manifestFormat.ts'
import { applyChanges } from './applyChanges.ts'
import { manifestFaults } from './manifestFaults.ts'
import { openManifest, readManifest } from './readManifest.ts'

const HEADER = `# The manifest of this workspace. It may be edited by hand; your comments stay.
# interval: the length of one bar. capital: in quoteCurrency. seed: same seed, same bytes.
# costs: feeBps and slippageBps are basis points of each side of a trade; borrowPerYear is a fraction a year on shorts.
# roles: which instruments the pair pipeline calls primary and secondary.
`

export const manifestFormat: ManifestFormat = {
  parse: (text) => {
    const document = openManifest(text)
    return document.ok ? readManifest(document.value) : document
  },
  faults: manifestFaults,
  render: (workspace) => `${HEADER}${stringify(workspace, { lineWidth: 0 })}`,
  edit: (text, workspace) => {
    const document = openManifest(text)
    if (!document.ok) return document
    const before = readManifest(document.value)
    if (!before.ok) return before
    applyChanges(document.value, [], before.value.workspace, workspace)
    const edited = document.value.toString({ lineWidth: 0 })
    const after = manifestFormat.parse(edited)
    return after.ok ? success(edited) : after
  },
}
