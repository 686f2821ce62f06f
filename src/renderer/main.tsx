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
import { createJobsStore } from './data/jobsStore.ts'
import { App } from './workspace/App.tsx'

const engine = browserEngine()
const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the workbench.')
createRoot(root).render(<App hold={{ engine, jobs: createJobsStore(engine) }} />)
