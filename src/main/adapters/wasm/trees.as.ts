// AssemblyScript. Built by scripts/buildKernels.ts into trees.wasm beside it; a test builds it again and compares the bytes.
// Works of `TreeRoom` (core/models/boosting/treeRoom.ts tells each): the same to the bit as searchRoom.ts and its neighbours in JavaScript.
// Gradients and hessians lie on a grid on which their sums are exact, so the order of adding, and who adds, makes no difference.
// `room` is a list of addresses (bytes) and sizes; a share of a work is done by one thread.

export { search } from './treesSearch.as'
export { differentiate, encode, part, sortColumns } from './treesRows.as'
export { addLeaves } from './treesLeaves.as'
