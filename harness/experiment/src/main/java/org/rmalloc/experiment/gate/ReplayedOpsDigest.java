// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.gate;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.rmalloc.replay.workload.Workload;

/** The SHA-256 of the ops that are replayed: what a trace has become after locks and rounds. */
final class ReplayedOpsDigest {
  private static final int OP_BYTES = 1 + Integer.BYTES + Long.BYTES;
  private static final int OPS_A_BLOCK = 4_096;

  private ReplayedOpsDigest() {}

  /** Of kind, slot and size of each op, big-endian: 64 hexadecimal digits in lower case. */
  static String of(Workload workload) {
    MessageDigest digest = sha256();
    ByteBuffer block = ByteBuffer.allocate(OPS_A_BLOCK * OP_BYTES);
    for (int op = 0; op < workload.opCount(); op++) {
      block.put(workload.kinds()[op]);
      block.putInt(workload.slots()[op]);
      block.putLong(workload.sizes()[op]);
      if (!block.hasRemaining()) {
        digest.update(block.flip());
        block.clear();
      }
    }
    digest.update(block.flip());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
