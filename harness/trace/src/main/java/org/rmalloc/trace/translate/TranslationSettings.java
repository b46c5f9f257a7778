// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.trace.translate;

import java.util.Optional;
import org.rmalloc.trace.mapping.ReallocMode;

/**
 * How to translate a recording.
 *
 * @param from its format, where its user knows better than its content shows
 * @param realloc what resizes become
 * @param lenient whether to skip and count bad records; otherwise the first one is refused
 * @param strict whether to refuse the first sign that the recording is at odds with itself
 */
public record TranslationSettings(
    Optional<String> from, ReallocMode realloc, boolean lenient, boolean strict) {
  /** By content, resizes stay, neither lenient nor strict. */
  public static final TranslationSettings DEFAULT =
      new TranslationSettings(Optional.empty(), ReallocMode.RESIZE, false, false);
}
