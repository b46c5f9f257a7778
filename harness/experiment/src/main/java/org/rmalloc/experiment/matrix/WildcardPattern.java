// SPDX-License-Identifier: Apache-2.0
package org.rmalloc.experiment.matrix;

import java.util.regex.Pattern;

/**
 * A pattern of text: {@code *} stands for any text, {@code ?} for one character, all else for
 * itself.
 */
public record WildcardPattern(String text) {

  /** Whether the whole of a value fits. */
  public boolean matches(String value) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(value).matches();
  }
}
