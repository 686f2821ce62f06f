import type { Outcome, Trouble } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { checkInput } from './checkInput.ts'
import type { Contract, Handlers, Wire } from './rpc.ts'

/** What ends one call: `AbortController` fits. */
export type Stop<Signal> = { readonly signal: Signal; abort(): void }

export type ServeOptions<Signal> = {
  readonly newStop: () => Stop<Signal>
  /** A handler threw: the page is told only that, whoever serves may want to say more. */
  readonly onBug?: (name: string, error: unknown) => void
}

/** Open calls and streams of one wire; whoever needs more is not a page of ours. */
export const MOST_OPEN_CALLS = 1_000

type Id = number
type AnyHandler<Signal> = (
  input: unknown,
  second: unknown,
  third?: Signal,
) => Promise<Outcome<unknown>> | Outcome<unknown>
type Request = { readonly id: Id; readonly name: string; readonly input: unknown }

/**
 * Answers what comes over one wire until it closes; then every open call and stream is told to stop.
 * `{id, name, input}` -> `{id, ok, value | trouble}`, or `{id, event}`... `{id, end: trouble | null}`; `{id, stop: true}` ends from the other side.
 * What has no usable id is answered under `id: null`: `bad-message`, `id-in-use`.
 */
export function serveApi<C extends Contract, Signal>(
  api: C,
  handlers: Partial<Handlers<C, Signal>>,
  wire: Wire,
  { newStop, onBug }: ServeOptions<Signal>,
): void {
  const open = new Map<Id, { readonly stop: Stop<Signal>; silent: boolean }>()
  let closed = false

  wire.onClose(() => {
    closed = true
    for (const entry of open.values()) {
      entry.silent = true
      entry.stop.abort()
    }
  })
  wire.onMessage((message) => {
    if (closed) return
    const stopId = stopIdOf(message)
    if (stopId !== null) return end(stopId)
    const request = requestOf(message)
    if (!request.ok) return wire.post({ id: null, ok: false, trouble: request.trouble })
    void answer(request.value)
  })

  function end(id: Id): void {
    const entry = open.get(id)
    if (entry === undefined) return
    entry.silent = true
    entry.stop.abort()
  }

  async function answer({ id, name, input }: Request): Promise<void> {
    if (open.has(id)) return wire.post({ id: null, ok: false, trouble: idInUse(id) })
    if (open.size >= MOST_OPEN_CALLS) return wire.post({ id, ok: false, trouble: tooMany() })
    const checked = checkInput(api, name, input)
    if (!checked.ok) return wire.post({ id, ok: false, trouble: checked.trouble })
    const entry = { stop: newStop(), silent: false }
    open.set(id, entry)
    const post = (message: object) => {
      if (!entry.silent) wire.post({ id, ...message })
    }
    const isStream = checked.value.kind === 'stream'
    let ended = false
    try {
      const handler = handlers[name as keyof C] as AnyHandler<Signal> | undefined
      const { signal } = entry.stop
      const given = checked.value.input
      const push = (event: unknown) => {
        if (!ended) post({ event })
      }
      const outcome =
        handler === undefined ? notYet(name) : await (isStream ? handler(given, push, signal) : handler(given, signal))
      ended = true
      post(answerOf(outcome, isStream))
    } catch (error) {
      ended = true
      if (!entry.silent) onBug?.(name, error)
      post(answerOf(bug(error), isStream))
    } finally {
      open.delete(id)
    }
  }
}

function answerOf(outcome: Outcome<unknown>, isStream: boolean): object {
  if (isStream) return { end: outcome.ok ? null : outcome.trouble }
  return outcome.ok ? { ok: true, value: outcome.value ?? null } : { ok: false, trouble: outcome.trouble }
}

function stopIdOf(message: unknown): Id | null {
  return isObject(message) && message.stop === true && isId(message.id) ? message.id : null
}

function requestOf(message: unknown): Outcome<Request> {
  if (!isObject(message)) return badMessage('it is not an object')
  const { id, name, input } = message
  if (!isId(id)) return badMessage('its id is not a whole number')
  if (typeof name !== 'string') return badMessage('it names no question')
  return success({ id, name, input })
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isId(value: unknown): value is Id {
  return Number.isSafeInteger(value)
}

function badMessage(why: string) {
  return failure('bad-message', `A message was not understood: ${why}.`, 'Send {id, name, input} as JSON.')
}

function idInUse(id: Id): Trouble {
  return failure('id-in-use', `A call with the id ${id} is open already.`, 'Give every call an id of its own.').trouble
}

function tooMany(): Trouble {
  return failure(
    'too-many-calls',
    `More than ${MOST_OPEN_CALLS} calls are open at once.`,
    'Wait for answers before you ask more.',
  ).trouble
}

function notYet(name: string) {
  return failure('not-yet', `The engine cannot answer ${name} yet.`, 'Use the command line meanwhile.')
}

function bug(error: unknown) {
  const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
  return failure(
    'internal-error',
    `Something went wrong inside Assay: ${reason}`,
    'This is a fault of the program; the terminal of the engine shows more.',
  )
}
