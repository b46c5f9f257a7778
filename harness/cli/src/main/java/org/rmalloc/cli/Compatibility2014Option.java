// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.cli;

import org.rmalloc.trace.UsageException;

/** The option {@code --compat}. */
final class Compatibility2014Option {
  private Compatibility2014Option() {}

  /** Whether the tool of 2014 is asked for; {@code value} is null where the option is not given. */
  static boolean is2014(String value) {
    if (value == null) {
      return false;
    }
    if (!value.equals("2014")) {
      throw new UsageException("--compat: found '" + value + "'; expected 2014");
    }
    return true;
  }
}
