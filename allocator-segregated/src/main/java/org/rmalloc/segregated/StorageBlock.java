package org.rmalloc.segregated;

/**
 * The classes of segregated storage. A block has no word beyond its {@link OrderWord} and a link.
 *
 * <p>In the region beside the heap, at 4 · (order − 3): the first free block of an order, or 0.
 */
final class StorageBlock {
  /** The least block has 8 bytes. */
  static final int LEAST_ORDER = 3;

  static final int ROOT_BYTES = OrderWord.headBytes(LEAST_ORDER);

  private StorageBlock() {}

  /** Where the head of an order's list is. */
  static int head(int order) {
    return 4 * (order - LEAST_ORDER);
  }

  /** The least order whose blocks hold a request. */
  static int orderFor(int request) {
    return OrderWord.orderFor(request, LEAST_ORDER);
  }
}
