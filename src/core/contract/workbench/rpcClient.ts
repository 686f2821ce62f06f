import type { Outcome, Trouble } from '../../outcome/outcome.ts'
import { failure, success } from '../../outcome/outcome.ts'
import { checkInput } from './checkInput.ts'
import type { Client, Contract, Wire } from './rpc.ts'

type Answer = { readonly id: unknown } & Readonly<Record<string, unknown>>
/** `onEvent` null: a call. */
type Open = { readonly onEvent: ((event: unknown) => void) | null; readonly onEnd: (outcome: Outcome<unknown>) => void }

/** One client a wire. When the wire closes, every open call and stream ends as `engine-gone`, and so does each later one. */
export function createClient<C extends Contract>(api: C, wire: Wire): Client<C> {
  const open = new Map<number, Open>()
  let lastId = 0
  let gone: Outcome<never> | null = null

  wire.onMessage((message) => {
    if (isAnswer(message)) take(message)
  })
  wire.onClose((reason) => {
    gone = engineGone(reason)
    const left = [...open.values()]
    open.clear()
    for (const { onEnd } of left) onEnd(gone)
  })

  function take(message: Answer): void {
    const id = Number(message.id)
    const waiting = open.get(id)
    if (waiting === undefined) return
    if ('event' in message) waiting.onEvent?.(message.event)
    else if (open.delete(id)) waiting.onEnd(outcomeOf(message))
  }

  /** Whatever comes of it, it comes later: who asks has the answer of this function first. */
  function ask(name: string, input: unknown, entry: Open): number {
    lastId++
    const id = lastId
    open.set(id, entry)
    const refused = gone ?? checkInput(api, name, input)
    if (!refused.ok) {
      Promise.resolve().then(() => {
        if (open.delete(id)) entry.onEnd(refused)
      })
      return id
    }
    wire.post({ id, name, input })
    return id
  }

  const client = {
    call: (name: string, input: unknown) =>
      new Promise<Outcome<unknown>>((resolve) => {
        ask(name, input, { onEvent: null, onEnd: resolve })
      }),
    stream: (
      name: string,
      input: unknown,
      onEvent: (event: unknown) => void,
      onEnd: (outcome: Outcome<unknown>) => void,
    ) => {
      const id = ask(name, input, { onEvent, onEnd })
      return () => {
        if (open.delete(id) && gone === null) wire.post({ id, stop: true })
      }
    },
  }
  return client as unknown as Client<C>
}

function outcomeOf(message: Answer): Outcome<unknown> {
  if ('end' in message) return message.end === null ? success(undefined) : troubled(message.end)
  return message.ok === true ? success(message.value) : troubled(message.trouble)
}

function troubled(trouble: unknown): Outcome<never> {
  return { ok: false, trouble: trouble as Trouble }
}

function isAnswer(message: unknown): message is Answer {
  return typeof message === 'object' && message !== null && 'id' in message
}

function engineGone(reason: string): Outcome<never> {
  return failure(
    'engine-gone',
    `The connection to the engine is closed${reason === '' ? '' : `: ${reason}`}.`,
    'The page tries again by itself. If that does not help, start Assay again.',
  )
}
