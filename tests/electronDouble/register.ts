// node --import ./tests/electronDouble/register.ts out/main/doors/desktop/main.js
// What imports `electron` gets the stand-in: in the main process its modules, in the engine's process only `process.parentPort`.
import { registerHooks } from 'node:module'
import process from 'node:process'

const isUtility = process.env.ELECTRON_DOUBLE_ROLE === 'utility'
const double = new URL(isUtility ? './utilitySide.ts' : './electronMain.ts', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: double, shortCircuit: true } : next(specifier, context),
})
if (isUtility) await import(double)
