import { z } from 'zod'

/** Compiled schemas need `new Function`, which the page's content policy forbids. The page imports this before any schema. */
z.config({ jitless: true })
