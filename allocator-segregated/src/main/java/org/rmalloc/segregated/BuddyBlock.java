package org.rmalloc.segregated;

/**
 * What a buddy block has beyond its {@link OrderWord}: blocks lie at the origin and multiples of
 * their sizes from there.
 *
 * <pre>
 *   free          +8  previous in its list, 0 before the first
 * </pre>
 *
 * <p>In the region beside the heap, at 4 · (order − 4): the first free block of an order, or 0.
 */
final class BuddyBlock {
  /** The least block has 16 bytes, 12 of which the words take. */
  static final int LEAST_ORDER = 4;

  static final int ROOT_BYTES = OrderWord.headBytes(LEAST_ORDER);

  static final int PREVIOUS = 8;

  private BuddyBlock() {}

  /** The least order whose blocks hold a request. */
  static int orderFor(int request) {
    return OrderWord.orderFor(request, LEAST_ORDER);
  }
}
