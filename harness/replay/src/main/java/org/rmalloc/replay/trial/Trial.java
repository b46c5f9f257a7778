// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.trial;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.rmalloc.replay.contender.ContenderIdentity;

/**
 * The centre of every measurement: one trace, one contender, one setting. What is measured of it is
 * no part of it.
 */
public record Trial(TraceIdentity trace, ContenderIdentity contender, TrialSetting setting) {

  /**
   * The canonical form: JSON on one line without spaces, fields in a fixed order, what has no
   * effect null.
   */
  public String canonical() {
    return TrialJsonWriter.canonical(this);
  }

  /** The SHA-256 of the canonical form in UTF-8: 64 hexadecimal digits in lower case. */
  public String key() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(canonical().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
