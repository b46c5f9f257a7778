// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.replay.contender;

import org.rmalloc.trace.UsageException;

/**
 * What users type after {@code --option}: {@code NAME.option=TEXT}.
 *
 * @param key {@code NAME.option}: a label may hold dots, an option's name does not
 * @param value the text, as it stands
 */
record AllocatorOptionArgument(String key, String value) {

  /**
   * Reads one.
   *
   * @throws UsageException when it has another form
   */
  static AllocatorOptionArgument parse(String text) {
    int equals = text.indexOf('=');
    String key = text.substring(0, Math.max(0, equals));
    int dot = key.lastIndexOf('.');
    if (dot < 1 || dot == key.length() - 1) {
      throw new UsageException(
          "option '%s': expected NAME.option=VALUE, such as firstfit.order=lifo".formatted(text));
    }
    return new AllocatorOptionArgument(key, text.substring(equals + 1));
  }

  /** The label or allocator that it is of. */
  String owner() {
    return key.substring(0, key.lastIndexOf('.'));
  }

  /** Whether it is of this label or allocator. */
  boolean isOf(String name) {
    return owner().equals(name);
  }

  /** The option's name. */
  String name() {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
