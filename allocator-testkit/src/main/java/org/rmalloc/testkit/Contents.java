package org.rmalloc.testkit;

import java.util.SplittableRandom;
import org.rmalloc.heap.Payload;

/** What blocks hold: random bytes, from an offset that depends on the block. */
final class Contents {
  private static final int OFFSETS = 4096;

  private static final Contents SMALL = new Contents(1 << 20);

  private final byte[] bytes; // never written again, so it may be shared

  private Contents(int most) {
    bytes = new byte[most + OFFSETS];
    new SplittableRandom(most).nextBytes(bytes);
  }

  /** Contents for blocks of up to {@code most} bytes. */
  static Contents upTo(int most) {
    return most <= SMALL.bytes.length - OFFSETS ? SMALL : new Contents(most);
  }

  /** Writes a block's bytes {@code from} to {@code to}, counted from its first. */
  void write(Payload payload, int block, long address, long from, long to) {
    if (from < to) {
      payload.write(address + from, bytes, offset(block) + (int) from, (int) (to - from));
    }
  }

  /** The first byte of a block that is not as written, or −1. */
  int mismatch(Payload payload, int block, long address, long sizeBytes) {
    return payload.mismatch(address, bytes, offset(block), (int) sizeBytes);
  }

  private static int offset(int block) {
    return (block * 61) & (OFFSETS - 1);
  }
}
