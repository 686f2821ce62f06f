import { durationText } from '../progress/durationText.ts'

export function serveIntro(url: string, home: string, listen: string | null): string {
  const warning =
    listen === null
      ? ''
      : `WARNING: listening on ${listen}. Other machines can reach this engine; what passes is not encrypted, and whoever\nreads the token can use it. Leave --listen out unless you trust everybody on that network.\n\n`
  return `\n${warning}The workbench of ${home} is open. Open this address in a browser of this machine:\n\n  ${url}\n\nThe token in it is a key: do not pass it on. Ctrl-C ends the engine.\n`
}

export function serveEnd({ servedMs }: { readonly servedMs: number }): string {
  return `The engine has ended after ${durationText(servedMs)}.`
}
