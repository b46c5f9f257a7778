// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.firstfit;

/** How a free block is found. Both ways find the same one. */
enum ListOrTreeSearch {
  /** By walking the list, as the policies are defined. */
  LIST,
  /** By a tree whose nodes are the free blocks, or one above pages of them. */
  TREE
}
