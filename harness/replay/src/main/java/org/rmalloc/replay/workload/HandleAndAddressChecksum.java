// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.workload;

import java.util.HexFormat;
import org.rmalloc.allocator.Allocator;

/**
 * A running checksum of the handles and addresses that an allocator gives out: two replays that end
 * with the same one placed every block alike.
 */
public final class HandleAndAddressChecksum {
  /** Of nothing. */
  public static final long START = 0x9E3779B97F4A7C15L;

  private static final long ODD = 0xD1342543DE82EF95L;

  private HandleAndAddressChecksum() {}

  /**
   * The checksum with one more value. Every step is one-to-one in the sum and in the value, and no
   * two steps commute, so exchanging any two values of a sequence changes its checksum but for one
   * case in 2⁶⁴. About six cycles a call.
   */
  public static long mix(long sum, long value) {
    long mixed = (sum ^ value) * ODD;
    return mixed ^ (mixed >>> 29);
  }

  /** The checksum with the addresses of all blocks that are live at the end. */
  public static long mixAddresses(long sum, Allocator allocator, long[] handles) {
    long mixed = sum;
    for (long handle : handles) {
      if (handle != 0) {
        mixed = mix(mixed, allocator.weakLock(handle));
      }
    }
    return mixed;
  }

  /** A checksum as files hold it: 16 hexadecimal digits. */
  public static String text(long sum) {
    return HexFormat.of().toHexDigits(sum);
  }
}
