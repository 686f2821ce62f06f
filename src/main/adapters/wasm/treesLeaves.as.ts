// Part of `trees.as.ts`.

/**
 * Adds each tree's leaf of each row to `margins`. A row is `columns` values with missing ones low, then the same with missing ones high. Nodes are 16 bytes: threshold, offset of the value
 * in its row (bytes), the left child (the right one follows it; a leaf is its own). A tree is two words: its root and its depth.
 */
export function addLeaves(nodes: usize, leaves: usize, trees: usize, treeCount: i32, values: usize, rowBytes: i32, rows: i32, margins: usize): void {
  for (let tree = 0; tree < treeCount; tree++) {
    const root = load<u32>(trees + (<usize>tree << 3))
    const steps = load<i32>(trees + (<usize>tree << 3), 4)
    let row = 0
    for (; row + 8 <= rows; row += 8) {
      const v0 = values + <usize>row * <usize>rowBytes
      const v1 = v0 + <usize>rowBytes
      const v2 = v1 + <usize>rowBytes
      const v3 = v2 + <usize>rowBytes
      const v4 = v3 + <usize>rowBytes
      const v5 = v4 + <usize>rowBytes
      const v6 = v5 + <usize>rowBytes
      const v7 = v6 + <usize>rowBytes
      let n0 = root
      let n1 = root
      let n2 = root
      let n3 = root
      let n4 = root
      let n5 = root
      let n6 = root
      let n7 = root
      for (let step = 0; step < steps; step++) {
        n0 = next(nodes, n0, v0)
        n1 = next(nodes, n1, v1)
        n2 = next(nodes, n2, v2)
        n3 = next(nodes, n3, v3)
        n4 = next(nodes, n4, v4)
        n5 = next(nodes, n5, v5)
        n6 = next(nodes, n6, v6)
        n7 = next(nodes, n7, v7)
      }
      const margin = margins + (<usize>row << 3)
      addLeaf(margin, 0, leaves, n0)
      addLeaf(margin, 8, leaves, n1)
      addLeaf(margin, 16, leaves, n2)
      addLeaf(margin, 24, leaves, n3)
      addLeaf(margin, 32, leaves, n4)
      addLeaf(margin, 40, leaves, n5)
      addLeaf(margin, 48, leaves, n6)
      addLeaf(margin, 56, leaves, n7)
    }
    for (; row < rows; row++) {
      const value = values + <usize>row * <usize>rowBytes
      let node = root
      for (let step = 0; step < steps; step++) node = next(nodes, node, value)
      addLeaf(margins, <usize>row << 3, leaves, node)
    }
  }
}

// @ts-ignore: decorator
@inline
function addLeaf(margins: usize, at: usize, leaves: usize, node: u32): void {
  store<f64>(margins + at, load<f64>(margins + at) + load<f64>(leaves + (<usize>node << 3)))
}

// @ts-ignore: decorator
@inline
function next(nodes: usize, node: u32, values: usize): u32 {
  const place = nodes + (<usize>node << 4)
  const goesRight = u32(!(load<f64>(values + <usize>load<u32>(place, 8)) <= load<f64>(place)))
  return load<u32>(place, 12) + goesRight
}
