import { buildIfStale } from './buildIfStale.ts'

buildIfStale({
  what: 'the desktop door',
  sources: ['src/main', 'src/core', 'src/preload', 'electron.vite.config.ts', 'package-lock.json'],
  built: 'out/preload/preload.cjs',
  folders: ['out/main', 'out/core', 'out/preload'],
  commands: [['electron-vite', 'build', '--logLevel', 'error']],
})
