import '../core/contract/workbench/withoutEval.ts'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import './theme/page.css'
import './ui/ui.css'
import './workspace/frame.css'
import { createRoot } from 'react-dom/client'
import { browserEngine } from './channel/browserEngine.ts'
import { browserHost } from './channel/browserHost.ts'
import { desktopEngine } from './channel/desktopEngine.ts'
import { desktopBridge, desktopHost } from './channel/desktopHost.ts'
import { createJobsStore } from './data/jobsStore.ts'
import { App } from './workspace/App.tsx'

const bridge = desktopBridge()
const engine = bridge === null ? browserEngine() : desktopEngine(bridge)
const host = bridge === null ? browserHost() : desktopHost(bridge)
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the workbench.')
createRoot(root).render(<App hold={{ engine, jobs: createJobsStore(engine) }} host={host} />)
