/** A completed specification as the person wrote it: without the fields (`a`, `a.b`) that were assumed, so that they are assumed anew. */
export function withoutAssumed(spec: unknown, fields: readonly string[]): unknown {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) return spec
  const kept = Object.entries(spec).flatMap(([name, value]): readonly (readonly [string, unknown])[] => {
    if (fields.includes(name)) return []
    const below = fields.flatMap((field) => (field.startsWith(`${name}.`) ? [field.slice(name.length + 1)] : []))
    return [[name, below.length === 0 ? value : withoutAssumed(value, below)]]
  })
  return Object.fromEntries(kept)
}
