/** Expected trouble: a stable code, one sentence, and what to do about it. */
export type Trouble = { readonly code: string; readonly message: string; readonly hint: string }

export type Success<T> = { readonly ok: true; readonly value: T }
export type Failure = { readonly ok: false; readonly trouble: Trouble }
export type Outcome<T> = Success<T> | Failure

export function success<T>(value: T): Success<T> {
  return { ok: true, value }
}

/** `code` is kebab-case and never changes meaning; it is part of the product's interface. */
export function failure(code: string, message: string, hint: string): Failure {
  return { ok: false, trouble: { code, message, hint } }
}

/** For the place after a switch over a union: a new member does not compile until it is handled. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`)
}
