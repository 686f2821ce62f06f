/**
 * What may stand in the Host header. A name that only resolves to this machine is refused: a page of a stranger could take it
 * (DNS rebinding). `listen` null: loopback only.
 */
export function allowedHosts(port: number, listen: string | null, ownAddresses: readonly string[]): readonly string[] {
  const named = listen === null ? [] : isAny(listen) ? ownAddresses : [listen]
  return ['127.0.0.1', 'localhost', '::1', ...named].map((name) => `${bracketed(name)}:${port}`)
}

function isAny(address: string): boolean {
  return address === '0.0.0.0' || address === '::'
}

export function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address
}
