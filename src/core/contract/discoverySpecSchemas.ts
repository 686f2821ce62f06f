import { discoverySpecSchema } from './discoverySpec.ts'
import { DISCOVERY_MEANINGS } from './discoverySpecMeanings.ts'
import { schemaText } from './specSchemas.ts'

/** The JSON Schema of what `assay discover run --spec` reads, for editors, by file name. */
export function discoverySpecSchemas(): Readonly<Record<string, string>> {
  return { 'discovery.schema.json': schemaText(discoverySpecSchema, 'A discovery of Assay', '', DISCOVERY_MEANINGS) }
}
