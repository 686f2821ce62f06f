import type { z } from 'zod'
import type { Outcome } from '../../outcome/outcome.ts'

/** One question and one answer. `Output` is JSON; it is made by our own engine and only typed, not checked again. */
export type Call<Input extends z.ZodType, Output> = {
  readonly kind: 'call'
  readonly input: Input
  /** Never there: carries the type. */
  readonly output?: Output
}

/** One question and any number of events, until one of the two sides ends it. */
export type Stream<Input extends z.ZodType, Event> = {
  readonly kind: 'stream'
  readonly input: Input
  readonly event?: Event
}

export type Contract = Readonly<Record<string, Call<z.ZodType, unknown> | Stream<z.ZodType, unknown>>>

export function call<Output>() {
  return <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ kind: 'call', input })
}

export function stream<Event>() {
  return <Input extends z.ZodType>(input: Input): Stream<Input, Event> => ({ kind: 'stream', input })
}

export type CallNames<C extends Contract> = {
  [Name in keyof C]: C[Name] extends Call<z.ZodType, unknown> ? Name : never
}[keyof C] &
  string
export type StreamNames<C extends Contract> = Exclude<keyof C & string, CallNames<C>>

export type InputOf<C extends Contract, Name extends keyof C> = z.infer<C[Name]['input']>
export type OutputOf<C extends Contract, Name extends keyof C> = C[Name] extends Call<z.ZodType, infer O> ? O : never
export type EventOf<C extends Contract, Name extends keyof C> = C[Name] extends Stream<z.ZodType, infer E> ? E : never

/** What the engine gives for each name. A stream runs until its signal (an AbortSignal) is aborted or its promise settles. */
export type Handlers<C extends Contract, Signal> = {
  readonly [Name in keyof C]: C[Name] extends Call<z.ZodType, infer O>
    ? (input: InputOf<C, Name>, signal: Signal) => Promise<Outcome<O>> | Outcome<O>
    : C[Name] extends Stream<z.ZodType, infer E>
      ? (input: InputOf<C, Name>, push: (event: E) => void, signal: Signal) => Promise<Outcome<void>>
      : never
}

/** What a page, a test or the command line holds of the engine, whatever lies between. */
export type Client<C extends Contract> = {
  call<Name extends CallNames<C>>(name: Name, input: InputOf<C, Name>): Promise<Outcome<OutputOf<C, Name>>>
  /** The answer stops it. `onEnd` is called once, unless it was stopped from here. */
  stream<Name extends StreamNames<C>>(
    name: Name,
    input: InputOf<C, Name>,
    onEvent: (event: EventOf<C, Name>) => void,
    onEnd: (outcome: Outcome<void>) => void,
  ): () => void
}

/** Carries JSON values both ways, in order: a pair of functions over WebSocket, MessagePort or nothing. */
export type Wire = {
  post(message: unknown): void
  /** One listener a kind. */
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: (reason: string) => void): void
  close(): void
}
