// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.allocator;

/** Names each used tile by the handle whose block is in it, for another visitor. */
final class HandleAddingVisitor implements HeapVisitor {
  private final HeapVisitor target;
  private final HandlesByAddress handles; // by the address at which a block's used tile starts
  private final int[] pointers; // by handle: the client's
  private final byte[] locks; // by handle: how deep

  HandleAddingVisitor(HeapVisitor target, HandlesByAddress handles, int[] pointers, byte[] locks) {
    this.target = target;
    this.handles = handles;
    this.pointers = pointers;
    this.locks = locks;
  }

  @Override
  public void used(long from, long to, long handle, int lockDepth) {
    int slot = handles.get((int) from);
    long payload = slot == 0 ? from : pointers[slot]; // 0: a block that nobody was given
    target.overhead(from, payload);
    target.used(payload, to, slot, locks[slot]);
  }

  @Override
  public void free(long from, long to) {
    target.free(from, to);
  }

  @Override
  public void overhead(long from, long to) {
    target.overhead(from, to);
  }
}
