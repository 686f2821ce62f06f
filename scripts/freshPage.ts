import { buildIfStale } from './buildIfStale.ts'

buildIfStale({
  what: 'the page',
  sources: ['src/renderer', 'src/core', 'vite.config.ts', 'package-lock.json'],
  built: 'out/page/index.html',
  folders: [],
  commands: [
    ['vite', 'build'],
    ['node', 'scripts/pageSize.ts'],
  ],
})
