import { growSymmetric } from './growSymmetric.ts'
import type { TreeGrower } from './treeGrower.ts'
import { canBeSplit, type OpenNode, openRoot, searchNodes, splitNodes } from './treeGrower.ts'
import type { GrownTree } from './treeNodes.ts'
import { createNodes, sealTree } from './treeNodes.ts'

/**
 * Grows a tree on the first `taken` rows of the room's order, by their gradients; the rows from there to `all` are sent through it, so that `leaves` holds them too.
 * Level-wise and leaf-wise growth give the same tree where no number of leaves ends it.
 */
export function growTree(grower: TreeGrower, taken: number, all: number): GrownTree {
  if (grower.growth.shape === 'symmetric') return growSymmetric(grower, taken, all)
  const nodes = createNodes()
  const root = openRoot(grower, nodes, taken, all)
  if (canBeSplit(grower, root)) searchNodes(grower, [root])
  const leaves = grower.growth.shape === 'level' ? growLevels(grower, nodes, root) : growLeaves(grower, nodes, root)
  return sealTree(nodes, leaves)
}

type Nodes = ReturnType<typeof createNodes>

function growLevels(grower: TreeGrower, nodes: Nodes, root: OpenNode): OpenNode[] {
  const leaves: OpenNode[] = []
  let level: OpenNode[] = [root]
  while (level.length > 0) {
    const parted: OpenNode[] = []
    for (const node of level) (node.split === null ? leaves : parted).push(node)
    level = splitNodes(grower, nodes, parted)
  }
  return leaves
}

/** The leaf whose split gains most is split next; ties go to the older one. */
function growLeaves(grower: TreeGrower, nodes: Nodes, root: OpenNode): OpenNode[] {
  const leaves: OpenNode[] = [root]
  while (leaves.length < grower.growth.leaves) {
    let best = -1
    for (const [at, { split }] of leaves.entries()) {
      if (split !== null && (best < 0 || split.gain > leaves[best]!.split!.gain)) best = at
    }
    if (best < 0) break
    const [left, right] = splitNodes(grower, nodes, [leaves[best]!])
    leaves[best] = left!
    leaves.push(right!)
  }
  return leaves
}
